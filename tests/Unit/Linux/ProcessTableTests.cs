using System.Text;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

public sealed class ProcessTableTests : IDisposable
{
    private readonly DirectoryInfo _proc = Directory.CreateTempSubdirectory("nginx502-proc");

    public void Dispose() => _proc.Delete(recursive: true);

    [Fact]
    public void Reads_what_a_process_shows()
    {
        AddProcess(812, "php-fpm (x) y) S 1 812 812 0 -1", "php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)\0\0\0\0\0");
        Link(812, "exe", "/usr/sbin/php-fpm8.2");
        Link(812, "cwd", "/");
        Link(812, "root", "/");

        ProcessEntry entry = Assert.Single(ProcessTable.Read(_proc.FullName));

        Assert.Equal(812, entry.ProcessId);
        Assert.Equal(1, entry.ParentProcessId);
        Assert.Equal("php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)", entry.Title);
        Assert.Equal("/usr/sbin/php-fpm8.2", entry.ExecutablePath);
        Assert.False(entry.IsExecutableDeleted);
        Assert.Equal("/", entry.WorkingDirectory);
        Assert.Null(entry.MountNamespace);
    }

    [Fact]
    public void Arguments_are_kept_apart()
    {
        AddProcess(5, "nginx) S 2 5", "nginx\0-g\0daemon off;\0");

        Assert.Equal(["nginx", "-g", "daemon off;"], Assert.Single(ProcessTable.Read(_proc.FullName)).Arguments);
    }

    [Fact]
    public void A_replaced_program_is_told()
    {
        AddProcess(5, "nginx) S 2 5", "nginx\0");
        Link(5, "exe", "/usr/sbin/nginx (deleted)");

        ProcessEntry entry = Assert.Single(ProcessTable.Read(_proc.FullName));

        Assert.True(entry.IsExecutableDeleted);
        Assert.Equal("/usr/sbin/nginx", entry.ExecutablePath);
    }

    [Fact]
    public void What_is_no_process_or_ended_meanwhile_is_left_out()
    {
        _proc.CreateSubdirectory("sys");
        _proc.CreateSubdirectory("0");
        _proc.CreateSubdirectory("77");
        AddProcess(9, "kthreadd) S 0 0", "");

        ProcessEntry entry = Assert.Single(ProcessTable.Read(_proc.FullName));

        Assert.Equal(9, entry.ProcessId);
        Assert.Empty(entry.Arguments);
        Assert.Equal("", entry.Title);
    }

    [Fact]
    public void Open_files_are_those_that_have_a_name()
    {
        AddProcess(9, "x) S 1 1", "x\0");
        Directory.CreateDirectory(Path.Combine(_proc.FullName, "9", "fd"));
        Link(9, "fd/0", "/dev/null");
        Link(9, "fd/1", "socket:[123]");
        Link(9, "fd/2", "/var/log/php8.2-fpm.log");
        Link(9, "fd/3", "/var/log/php8.2-fpm.log");
        Link(9, "fd/4", "/var/log/gone.log (deleted)");

        Assert.Equal(["/dev/null", "/var/log/php8.2-fpm.log"], ProcessTable.OpenFiles(_proc.FullName, 9));
        Assert.Empty(ProcessTable.OpenFiles(_proc.FullName, 10));
    }

    [Fact]
    public void The_live_system_shows_this_process()
    {
        ProcessEntry self = Assert.Single(ProcessTable.Read(ProcessTable.DefaultRoot), entry => entry.ProcessId == Environment.ProcessId);

        Assert.Equal(Environment.ProcessPath, self.ExecutablePath);
        Assert.Equal(Environment.CurrentDirectory, self.WorkingDirectory);
        Assert.StartsWith("mnt:[", self.MountNamespace, StringComparison.Ordinal);
        Assert.Empty(ProcessTable.Read("/nonexistent"));
    }

    private void AddProcess(int processId, string statAfterName, string commandLine)
    {
        DirectoryInfo directory = _proc.CreateSubdirectory($"{processId}");
        File.WriteAllText(Path.Combine(directory.FullName, "stat"), $"{processId} ({statAfterName}");
        File.WriteAllBytes(Path.Combine(directory.FullName, "cmdline"), Encoding.UTF8.GetBytes(commandLine));
    }

    private void Link(int processId, string name, string target) =>
        File.CreateSymbolicLink(Path.Combine(_proc.FullName, $"{processId}", name), target);
}
