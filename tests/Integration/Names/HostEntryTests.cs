using System.Diagnostics;
using System.Runtime.Versioning;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Names;

/// <summary>
/// A real nginx that does not find a host: the line lets it start, and what it needs is not taken away. In a mount namespace of the test's own,
/// with a copy of /etc, so that nothing of this machine is changed; an ordinary user has none, and is refused.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class HostEntryTests : IDisposable
{
    private readonly LabDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task AnNginxThatFindsNoHostStartsWithTheLineAndKeepsIt()
    {
        if (!LabUser.IsRoot)
        {
            ShellObjects refused = await BuiltShell.RunAsync("Add-GatewayHostEntry nginx502.test 10.0.0.5 -Confirm:$false -PassThru", _directory.State);
            Assert.NotEqual(0, refused.ExitCode);
            Assert.Empty(refused.Objects);
            return;
        }

        string configuration = LabDirectory.Write(_directory.Configuration, "nginx.conf", $$"""
            pid {{_directory.Run}}/nginx.pid;
            error_log {{_directory.Logs}}/error.log info;
            events { }
            http {
                access_log off;
                client_body_temp_path {{_directory.Path}}/body; fastcgi_temp_path {{_directory.Path}}/f; proxy_temp_path {{_directory.Path}}/p; uwsgi_temp_path {{_directory.Path}}/u; scgi_temp_path {{_directory.Path}}/s;
                server { listen 127.0.0.1:{{FreePort.Tcp()}}; location / { fastcgi_pass nginx502.test:9000; } }
            }
            """);
        string nginx = $"{LabProgram.Nginx} -p {_directory.Path}/ -c {configuration} -e {_directory.Logs}/start.log";
        string shell = $"{BuiltShell.Program} -OutputFormat JsonLines -Command";
        string named = $"-NginxConfigPath {configuration} -Confirm:\\$false";

        string printed = await RunAsync($$"""
            set -e
            mkdir {{_directory.Path}}/etc
            cp -a /etc/. {{_directory.Path}}/etc
            mount --make-rprivate /
            mount --bind {{_directory.Path}}/etc /etc
            echo 'hosts: files' > /etc/nsswitch.conf
            printf '127.0.0.1 localhost\n' > /etc/hosts
            export NGINX502_STATE_DIRECTORY={{_directory.Path}}/nginx502
            trap 'kill "$(cat {{_directory.Run}}/nginx.pid)" 2>/dev/null || true' EXIT
            {{nginx}} && echo STARTED || echo REFUSED
            {{shell}} "(Resolve-NginxUpstream -NginxConfigPath {{configuration}}).Problems.Kind.ToString()"
            {{shell}} "Add-GatewayHostEntry nginx502.test 10.0.0.5 {{named}} -PassThru | ForEach-Object { \"\$(\$_.State) \$(\$_.Applies)\" }" 2>/dev/null
            {{nginx}} && echo STARTED || echo REFUSED
            {{shell}} "\$r = Resolve-NginxUpstream -NginxConfigPath {{configuration}}; \"\$(\$r.LikelyAddresses) \$(\$r.Problems.Count)\""
            {{shell}} "Remove-GatewayHostEntry nginx502.test {{named}} -Reload -ErrorAction SilentlyContinue -ErrorVariable e; \$e[0].FullyQualifiedErrorId" 2>/dev/null || true
            cat /etc/hosts
            {{shell}} "Restore-GatewayConfiguration -Last {{named}} -PassThru | ForEach-Object { \"\$(\$_.State) \$(\$_.IsReloadRequired)\" }" 2>/dev/null
            cat /etc/hosts
            {{shell}} "\$r = Resolve-NginxUpstream -NginxConfigPath {{configuration}}; \$r.Problems.Kind.ToString()"
            """);

        string[] lines = [.. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim('"'))];
        Assert.Equal(
            [
                "REFUSED", "HostNotFound", "Committed NginxReload", "STARTED", "10.0.0.5 0", "CheckFailed,Nginx502.Commands.RemoveGatewayHostEntryCommand",
                "127.0.0.1 localhost", "10.0.0.5 nginx502.test # nginx502", "Committed True", "127.0.0.1 localhost", "HostNotFound",
            ],
            lines);
        Assert.DoesNotContain("nginx502.test", await File.ReadAllTextAsync("/etc/hosts"), StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string script)
    {
        ProcessStartInfo start = new("/usr/bin/unshare", ["--mount", "/bin/sh", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Limit);
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }
}
