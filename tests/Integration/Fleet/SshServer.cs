using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Fleet;

/// <summary>
/// An sshd on loopback whose subsystem is PowerShell's remoting, by the engine of the runner: what <c>pwsh -sshs</c> is on a server. Two addresses of it stand for two servers.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class SshServer : IDisposable
{
    private const string Sshd = "/usr/sbin/sshd";
    private const string Separation = "/run/sshd";

    // What pwsh itself calls; nothing public begins a session on standard input and output.
    private const string Serve =
        "$run = [psobject].Assembly.GetType('System.Management.Automation.Remoting.Server.StdIOProcessMediator').GetMethod('Run', [System.Reflection.BindingFlags]'NonPublic,Static'); "
        + "$null = $run.Invoke($null, @($null, $null, $null, $null, $true))";

    private readonly string _place;
    private readonly Process _process;
    private readonly bool _madeSeparation;

    private SshServer(string place, Process process, int port, bool madeSeparation)
    {
        (_place, _process, _madeSeparation) = (place, process, madeSeparation);
        Connection = $"@{{ HostName = '127.0.0.1', '127.0.0.2'; Port = {port}; UserName = '{Environment.UserName}'; KeyFilePath = '{place}/key'; ErrorAction = 'Stop'; "
            + "Options = @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR'; IdentitiesOnly = 'yes' } }";
    }

    /// <summary>The parameters of Invoke-Command that lead to both servers, as a hashtable to splat.</summary>
    public string Connection { get; }

    /// <summary>Starts one.</summary>
    public static async Task<SshServer> StartAsync()
    {
        string place = Directory.CreateTempSubdirectory("nginx502-ssh-").FullName;
        foreach (string key in new[] { "host", "key" })
        {
            using Process made = Process.Start("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(place, key)]);
            await made.WaitForExitAsync().WaitAsync(Patience.Limit);
            Assert.Equal(0, made.ExitCode);
        }

        string server = Path.Combine(place, "server.sh");
        await File.WriteAllTextAsync(server, $"#!/bin/sh\nexec {BuiltShell.Program} -NoProfile -Command \"$(cat {place}/serve.ps1)\"\n");
        await File.WriteAllTextAsync(Path.Combine(place, "serve.ps1"), Serve);
        File.SetUnixFileMode(server, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        int port = FreePort.Tcp();
        await File.WriteAllTextAsync(Path.Combine(place, "sshd_config"), string.Create(CultureInfo.InvariantCulture, $"""
            Port {port}
            ListenAddress 127.0.0.1
            ListenAddress 127.0.0.2
            HostKey {place}/host
            AuthorizedKeysFile {place}/key.pub
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            Subsystem powershell {server}

            """));
        bool madeSeparation = LabUser.IsRoot && !Directory.Exists(Separation);
        if (madeSeparation)
        {
            Directory.CreateDirectory(Separation, (UnixFileMode)0x1ED);
        }

        Process process = Process.Start(new ProcessStartInfo(Sshd, ["-D", "-e", "-f", Path.Combine(place, "sshd_config")]) { RedirectStandardError = true })!;
        var started = new SshServer(place, process, port, madeSeparation);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        await Patience.UntilAsync(() => process.HasExited || Listens(port), "sshd to listen");
        return started;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_place, recursive: true);
        if (_madeSeparation)
        {
            Directory.Delete(Separation);
        }
    }

    private static bool Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect("127.0.0.2", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
