using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Gateway;

public sealed class BootReaderTests
{
    [Theory]
    [InlineData("/system.slice/php8.2-fpm.service", "php8.2-fpm.service")]
    [InlineData("/system.slice/system-php.slice/php@8.2.service", "php@8.2.service")]
    [InlineData("/system.slice/nginx.service/worker", "nginx.service")]
    [InlineData("/user.slice/user-1000.slice/user@1000.service", null)]
    [InlineData("/user.slice/user-1000.slice/session-3.scope", null)]
    [InlineData("/", null)]
    [InlineData(null, null)]
    public void The_unit_is_told_by_the_control_group(string? path, string? unit) => Assert.Equal(unit, BootReader.UnitOf(path));

    [Fact]
    public void Where_systemd_does_not_run_the_machine_nothing_is_told() =>
        Assert.Null(new BootReader(isSystemd: false, CancellationToken.None).Read(Environment.ProcessId, ["nginx.service"]));

    [Theory]
    [InlineData("d /run/php 0755 www-data www-data -", "/run/php")]
    [InlineData("d! /run/php", "/run/php")]
    [InlineData("D\t/run/php/\t0755", "/run/php")]
    [InlineData("d /var/run/php 0755 - -", "/run/php")]
    [InlineData("# d /run/php", null)]
    [InlineData("f /run/php.pid", null)]
    [InlineData("r! /run/php", null)]
    [InlineData("d", null)]
    [InlineData("", null)]
    public void Directories_are_found_in_the_lines_of_tmpfiles(string line, string? made)
    {
        using var tree = new GatewayTree();
        tree.Write("/usr/lib/tmpfiles.d/php.conf", line + "\n");

        Assert.Equal(made is null ? [] : [made], BootReader.ReadTemporaryFiles(tree.Files));
    }

    [Fact]
    public void The_administrators_file_stands_for_the_packages_one_of_the_same_name()
    {
        using var tree = new GatewayTree();
        tree.Write("/usr/lib/tmpfiles.d/php.conf", "d /run/php\n");
        tree.Write("/usr/lib/tmpfiles.d/nginx.conf", "d /run/nginx\n");
        tree.Write("/usr/lib/tmpfiles.d/readme", "d /run/readme\n");
        tree.Write("/usr/local/lib/tmpfiles.d/own.conf", "d /run/own\n");
        tree.Write("/etc/tmpfiles.d/php.conf", "d /run/other\n");
        File.CreateSymbolicLink(tree.PathHere("/etc/tmpfiles.d/nginx.conf"), "/dev/null");

        Assert.Equal(["/run/other", "/run/own"], BootReader.ReadTemporaryFiles(tree.Files).Order());
    }
}
