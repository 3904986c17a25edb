using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Recovery;

/// <summary>
/// The monitor as cron would run it, and messages that real programs take. In a mount namespace of the test's own, so that nothing of this machine is changed; an ordinary
/// user has none, and is refused.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class MonitorTests : IDisposable
{
    private readonly LabDirectory _directory = new();

    private string State => _directory.Path + "/nginx502";

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task CronRunsWhatWasRegisteredAndNothingIsLeftBehind()
    {
        if (!LabUser.IsRoot)
        {
            ShellObjects refused = await BuiltShell.RunAsync("Register-502Monitor -Confirm:$false -PassThru", _directory.State);
            Assert.NotEqual(0, refused.ExitCode);
            Assert.Empty(refused.Objects);
            return;
        }

        string printed = await RunAsync($$"""
            mkdir -m 0755 {{_directory.Path}}/cron
            mount --bind {{_directory.Path}}/cron /etc/cron.d
            printf '#!/bin/sh\nfor word; do echo "<$word>"; done\n' > /opt/nginx502; chmod 0755 /opt/nginx502
            {{Quote("Register-502Monitor -Interval 5m -Notify https://hooks.example/T0/secret -HostProgram /opt/nginx502 -WhatIf -WarningAction Ignore")}} | grep -c -e secret -e '\*/5 \* \* \* \* root /opt/nginx502' -e 'with whom to tell: https://hooks.example$'
            ls -A /etc/cron.d
            {{Quote(@"Register-502Monitor 'https://shop.example/?a=50%25&b=it''s' -Interval 5m -Notify 'https://hooks.example/T0/secret', syslog: -Allow ReloadNginx -HostProgram /opt/nginx502 -WarningAction Ignore")}}
            stat -c '%a %U' /etc/cron.d/nginx502 {{State}}/monitor/notify
            grep -c secret /etc/cron.d/nginx502 || true
            {{Quote(@"Get-502Monitor -WarningAction Ignore | ForEach-Object { ""$($_.IsRegistered) $($_.Manager) $($_.Interval) $($_.Notify)"" }")}}
            command=$(tail -1 /etc/cron.d/nginx502 | sed -e 's/^[^r]*root //' -e 's/\\%/%/g' -e 's/ 2>&1 |.*//')
            echo "$command" | /bin/sh
            {{Quote(@"Register-502Monitor 'https://shop.example/?a=50%25&b=it''s' -Interval 5m -Notify 'https://hooks.example/T0/secret', syslog: -Allow ReloadNginx -HostProgram /opt/nginx502 -WarningAction Ignore")}}
            {{Quote("Unregister-502Monitor")}}
            ls -A /etc/cron.d {{State}} | grep -v ':$' || true
            """);

        string[] lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "2",
                "The monitor is registered: it looks every 5 min. Get-502Monitor shows how it stands.",
                "644 root",
                "600 root",
                "0",
                "True Cron 00:05:00 https://hooks.example syslog:",
                "<-Recover>",
                "<-Uri>",
                "<https://shop.example/?a=50%25&b=it's>",
                "<-Allow>",
                "<ReloadNginx>",
                "<-Notify>",
                $"<file:{State}/monitor/notify>",
                "The monitor is registered so already; nothing was changed.",
            ],
            lines[..14]);
        Assert.StartsWith("The monitor is removed. Kept are the journal", lines[14], StringComparison.Ordinal);
        Assert.Equal(15, lines.Length);
    }

    [Fact]
    public async Task AProgramThatOthersCanWriteToIsRefused()
    {
        if (!LabUser.IsRoot)
        {
            ShellObjects refused = await BuiltShell.RunAsync("Register-502Monitor -HostProgram /bin/true -Confirm:$false -PassThru", _directory.State);
            Assert.Empty(refused.Objects);
            return;
        }

        string printed = await RunAsync($$"""
            mkdir -m 0755 {{_directory.Path}}/cron
            mount --bind {{_directory.Path}}/cron /etc/cron.d
            mkdir -m 0777 /opt/open; printf '#!/bin/sh\n' > /opt/open/nginx502; chmod 0755 /opt/open/nginx502
            {{Quote("Register-502Monitor -HostProgram /opt/open/nginx502 -ErrorAction SilentlyContinue -ErrorVariable e; \"$($e[0].FullyQualifiedErrorId) $($e[0].TargetObject)\"")}}
            ls -A /etc/cron.d
            """);
        Assert.Equal("ModuleNotTrusted,Nginx502.Commands.Register502MonitorCommand /opt/open\n", printed);
    }

    [Fact]
    public async Task AMailAndAWebhookArrive()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Task<string> posted = ReceiveAsync(listener);
        if (!LabUser.IsRoot)
        {
            ShellObjects sent = await BuiltShell.RunAsync($"Send-502Notification http://127.0.0.1:{port}/hook -PassThru", _directory.State);
            Assert.True(sent.Objects.Single().GetProperty("IsSent").GetBoolean());
            Assert.StartsWith("POST /hook HTTP/1.1", await posted, StringComparison.Ordinal);
            return;
        }

        string printed = await RunAsync($$"""
            cp -a /usr/sbin {{_directory.Path}}/sbin
            mount --bind {{_directory.Path}}/sbin /usr/sbin
            printf '#!/bin/sh\necho "$@" > {{_directory.Path}}/arguments\ncat > {{_directory.Path}}/mail\n' > /usr/sbin/sendmail; chmod 0755 /usr/sbin/sendmail
            {{Quote("Suspend-502Monitor 1h 'Straße gesperrt' -InformationAction Ignore")}}
            {{Quote($"Send-502Notification 'mailto:ops@example.com,root', http://127.0.0.1:{port}/T0/secret -From web1@example.com -PassThru | ForEach-Object {{ \"$($_.Target) $($_.IsSent) $($_.Problem)\" }}")}}
            chmod 0777 /usr/sbin/sendmail
            {{Quote("Send-502Notification mailto:root -ErrorAction SilentlyContinue -ErrorVariable e; \"$($e[0])\"")}}
            """);

        string[] lines = printed.Split('\n');
        Assert.Equal(["mailto:ops@example.com,root True ", $"http://127.0.0.1:{port} True "], lines[..2]);
        Assert.Contains("/usr/sbin/sendmail is not run as root", lines[2], StringComparison.Ordinal);
        Assert.Equal("-i -f web1@example.com -- ops@example.com root\n", await File.ReadAllTextAsync($"{_directory.Path}/arguments"));
        string[] mail = (await File.ReadAllTextAsync($"{_directory.Path}/mail")).Split("\n\n");
        Assert.Contains("\nSubject: [nginx502] ", mail[0], StringComparison.Ordinal);
        Assert.Contains("\nAuto-Submitted: auto-generated\n", mail[0], StringComparison.Ordinal);
        Assert.Contains(": Straße gesperrt", Encoding.UTF8.GetString(Convert.FromBase64String(mail[1])), StringComparison.Ordinal);
        string request = await posted;
        Assert.StartsWith("POST /T0/secret HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("\"outcome\":\"Test\"", request, StringComparison.Ordinal);
    }

    // The program and its module where only root can write, whoever may write to where they were built.
    private static string Quote(string command) => $"/opt/Shell/nginx502 -Command '{command.Replace("'", "'\\''", StringComparison.Ordinal)}' < /dev/null";

    private async Task<string> RunAsync(string script)
    {
        string output = Path.GetDirectoryName(Path.GetDirectoryName(BuiltShell.Program))!;
        string whole = $$"""
            set -e
            mount --make-rprivate /
            mount -t tmpfs -o mode=0755 tmpfs /opt
            mkdir /opt/Shell /opt/Nginx502
            mount --bind {{output}}/Shell /opt/Shell
            mount --bind {{output}}/Nginx502 /opt/Nginx502
            export NGINX502_STATE_DIRECTORY={{State}}
            {{script}}
            """;
        ProcessStartInfo start = new("/usr/bin/unshare", ["--mount", "/bin/sh", "-c", whole]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string printed = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Limit);
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        Assert.True(process.ExitCode == 0, printed + await errors);
        return printed;
    }

    private static async Task<string> ReceiveAsync(TcpListener listener)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        var request = new StringBuilder();
        byte[] buffer = new byte[65536];
        int read = 1;
        while (read > 0 && !request.ToString().TrimEnd().EndsWith('}'))
        {
            read = await stream.ReadAsync(buffer);
            request.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        return request.ToString();
    }
}
