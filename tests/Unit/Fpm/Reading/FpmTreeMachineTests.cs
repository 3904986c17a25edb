using Nginx502.Fpm;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Fpm.Reading;

public sealed class FpmTreeMachineTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(null, false)]
    [InlineData("passwd: files systemd\ngroup: files systemd\n", false)]
    [InlineData("passwd:\tcompat [NOTFOUND=return]\n", false)]
    [InlineData("# passwd: sss\npasswd: files sss\n", null)]
    [InlineData("passwd: files ldap", null)]
    public void Users_are_those_of_the_file_and_unknown_where_others_know_more(string? sources, bool? strangerExists)
    {
        Directory.CreateDirectory(_root + "/etc");
        File.WriteAllText(_root + "/etc/passwd", "root:x:0:0::/:/bin/sh\nwww-data:x:33:33::/:\n:broken\n");
        if (sources is not null)
        {
            File.WriteAllText(_root + "/etc/nsswitch.conf", sources);
        }

        var machine = new FpmTreeMachine(FileTree.At(_root));

        Assert.Equal((true, strangerExists), (machine.UserExists("www-data"), machine.UserExists("stranger")));
        Assert.Null(machine.GroupExists("www-data"));
    }

    [Fact]
    public void Files_are_opened_where_their_directory_is()
    {
        Directory.CreateDirectory(_root + "/var/log");
        File.WriteAllText(_root + "/var/log/a.log", "");
        var machine = new FpmTreeMachine(FileTree.At(_root));

        Assert.Equal(Errno.None, machine.ErrorOfAppending("/var/log/a.log"));
        Assert.Equal(Errno.None, machine.ErrorOfAppending("/var/log/new.log"));
        Assert.Equal(Errno.EISDIR, machine.ErrorOfAppending("/var/log"));
        Assert.Equal(Errno.EISDIR, machine.ErrorOfAppending("/var/log/"));
        Assert.Equal(Errno.ENOTDIR, machine.ErrorOfAppending("/var/log/a.log/x"));
        Assert.Equal(Errno.ENOENT, machine.ErrorOfAppending("/var/nothing/x"));
        Assert.Null(machine.ErrorOfAppending("relative"));
        Assert.Null(machine.ErrorOfAppending("/proc/self/fd/2"));

        // Of this machine nothing but /var was copied.
        Assert.Null(machine.ErrorOfAppending("/srv/log/x"));
        Assert.Null(machine.DirectoryExists("/run"));
        Assert.Equal((true, false, false, null), (machine.DirectoryExists("/var"), machine.DirectoryExists("/var/log/a.log"), machine.DirectoryExists("/var/nothing"), machine.DirectoryExists("var")));
    }
}
