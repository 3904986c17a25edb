using System.Diagnostics;
using System.Text.Json;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Resources;

/// <summary>Disks and networks that are made short in a namespace of the test's own.</summary>
public sealed class NamespaceResourceTests : IDisposable
{
    private readonly LabDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("size=256k", "dd if=/dev/zero of=$1/full bs=4k count=100", "DiskSpace", "Exhausted")]
    [InlineData("size=10m,nr_inodes=20", "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do touch $1/$i; done", "Inodes", "Exhausted")]
    [InlineData("size=10m", "mount -o remount,ro $1", "ReadOnlyMount", "Exhausted")]
    [InlineData("size=10m", ":", "DiskSpace", "Fine")]
    public async Task AFileSystemThatIsShortIsTold(string options, string fill, string resource, string state)
    {
        string mounted = Directory.CreateDirectory(Path.Combine(_directory.Path, "small")).FullName;
        string configuration = LabDirectory.Write(_directory.Configuration, "nginx.conf", $"error_log {mounted}/error.log;\nevents {{ }}\nhttp {{ access_log off; client_body_temp_path {mounted}/body; server {{ listen 127.0.0.1:80; }} }}\n");
        (int exitCode, IReadOnlyList<JsonElement> found, string errors) = await RunAsync(
            "--mount",
            $"mount -t tmpfs -o {options} tmpfs $1 && {{ {fill} 2>/dev/null; shift; exec \"$@\"; }}",
            mounted,
            $"Measure-GatewayResource {resource} -NginxConfigPath '{configuration}' -WarningAction Ignore");
        if (!LabUser.IsRoot)
        {
            Assert.NotEqual(0, exitCode);
            return;
        }

        Assert.True(exitCode == 0, errors);
        JsonElement small = Assert.Single(found, one => one.GetProperty("Subject").GetString() == mounted);
        Assert.Equal((resource, state), (small.GetProperty("Resource").GetString(), small.GetProperty("State").GetString()));
        Assert.Contains("logs of nginx", small.GetProperty("Explanation").GetString());
    }

    [Fact]
    public async Task ConnectionsThatAreTurnedAwayAreCountedWhileItIsLooked()
    {
        const string script = """
            $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 9000); $listener.Start(1)
            $visitors = foreach ($at in 1..8) { $s = [Net.Sockets.Socket]::new('InterNetwork', 'Stream', 'Tcp'); $s.Blocking = $false; try { $s.Connect('127.0.0.1', 9000) } catch { }; $s }
            Measure-GatewayResource ListenOverflow -Interval 4 -WarningAction Ignore
            """;
        (int exitCode, IReadOnlyList<JsonElement> found, string errors) = await RunAsync("--net", "ip link set lo up && shift && exec \"$@\"", "-", script);
        if (!LabUser.IsRoot)
        {
            Assert.NotEqual(0, exitCode);
            return;
        }

        // The kernel sends what was not answered again after a second.
        Assert.True(exitCode == 0, errors);
        JsonElement overflow = Assert.Single(found);
        Assert.Equal("Exhausted", overflow.GetProperty("State").GetString());
        Assert.True(overflow.GetProperty("Used").GetDouble() >= 1);
        Assert.Contains("since a queue was full", overflow.GetProperty("Explanation").GetString());
    }

    [Fact]
    public async Task LocalPortsAreCountedByWhereTheyLead()
    {
        const string script = """
            $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 9000); $listener.Start(50)
            $visitors = foreach ($at in 1..9) { $c = [Net.Sockets.TcpClient]::new(); $c.Connect('127.0.0.1', 9000); $c }
            Measure-GatewayResource EphemeralPorts -WarningAction Ignore
            """;
        (int exitCode, IReadOnlyList<JsonElement> found, string errors) = await RunAsync(
            "--net", "ip link set lo up && echo 40000 40009 > /proc/sys/net/ipv4/ip_local_port_range && shift && exec \"$@\"", "-", script);
        if (!LabUser.IsRoot)
        {
            Assert.NotEqual(0, exitCode);
            return;
        }

        Assert.True(exitCode == 0, errors);
        JsonElement ports = Assert.Single(found);
        Assert.Equal(("to 127.0.0.1:9000", "Warning", 9, 10), (ports.GetProperty("Subject").GetString(), ports.GetProperty("State").GetString(), ports.GetProperty("Used").GetInt32(), ports.GetProperty("Limit").GetInt32()));
    }

    private static async Task<(int ExitCode, IReadOnlyList<JsonElement> Found, string Errors)> RunAsync(string space, string prepare, string first, string command)
    {
        ProcessStartInfo start = new("/usr/bin/unshare", [space, "sh", "-c", prepare, "sh", first, BuiltShell.Program, "-OutputFormat", "JsonLines", "-Command", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Limit);
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return (process.ExitCode, [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{')).Select(BuiltShell.Parse)], await errors);
    }
}
