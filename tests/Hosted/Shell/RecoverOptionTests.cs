using System.Net;
using System.Net.Sockets;

namespace Nginx502.HostedTests.Shell;

/// <summary><c>nginx502 -Recover</c>: a run of the monitor, without the engine.</summary>
public sealed class RecoverOptionTests
{
    [Theory]
    [InlineData("-Uri", "-Uri needs a value")]
    [InlineData("-Uri ftp://x", "'ftp://x' is not a site")]
    [InlineData("-Confirm:$false x", "'-Confirm:$false' is none of them")]
    public void WrongUsageIs64AndSaysWhat(string words, string message)
    {
        ShellProgram.Result result = ShellProgram.Run(["-Recover", .. words.Split(' ')]);
        Assert.Equal((64, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-R")]
    [InlineData("-OutputFormat Json -Recover")]
    public void ItIsWrittenOutAndStandsAlone(string words)
    {
        ShellProgram.Result result = ShellProgram.Run(words.Split(' '));
        Assert.Equal(64, result.ExitCode);
        Assert.Contains("-Recover is the first word, written out", result.Error, StringComparison.Ordinal);
    }

    // A pool that takes connections and closes them fails at the first look; in the ten seconds of the others the signal comes.
    [Theory]
    [InlineData(ShellProgram.Interrupt, 130)]
    [InlineData(ShellProgram.Terminate, 143)]
    public async Task ASignalStopsItBeforeAnythingIsDone(int signal, int exitCode)
    {
        using var pool = new TcpListener(IPAddress.Loopback, 0);
        pool.Start();
        string endpoint = $"127.0.0.1:{((IPEndPoint)pool.LocalEndpoint).Port}";
        using var fpm = new ScriptFile($"[global]\n[www]\nlisten = {endpoint}\npm = static\npm.max_children = 1\n", "php-fpm.conf");
        using var nginx = new ScriptFile($"events {{}}\nhttp {{ server {{ listen 127.0.0.1:1; location / {{ fastcgi_pass {endpoint}; }} }} }}\n", "nginx.conf");
        using ShellProgram program = ShellProgram.StartWith("NGINX502_STATE_DIRECTORY", fpm.Folder + "/state", "-Recover", "-FpmConfigPath", fpm.Path, "-NginxConfigPath", nginx.Path);
        (await pool.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromMinutes(1))).Dispose();
        program.Signal(signal);
        ShellProgram.Result result = program.WaitForEnd();
        Assert.Equal((exitCode, string.Empty), (result.ExitCode, result.Output));
        Assert.StartsWith("nginx502: the recovery was stopped by a signal", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fpm.Folder + "/state"));
    }
}
