using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Shell;

/// <summary>What the system gives a process is limited, and that is said.</summary>
public sealed class LimitTests
{
    [Fact]
    public void MoreFilesThanMayBeOpenAreToldOneByOne()
    {
        using var folder = new TemporaryFolder();
        string log = "";
        for (int i = 0; i < 300; i++)
        {
            log = folder.Write($"{i}.log", "2026/11/23 03:49:06 [error] 1#1: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.1, server: s, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"h\"");
        }

        using ShellProgram program = ShellProgram.StartShellLine(
            $"ulimit -n 256; \"$NGINX502\" '$found = @(Get-NginxUpstreamError -Path {Path.GetDirectoryName(log)}/*.log -ErrorAction SilentlyContinue -ErrorVariable failed);"
            + " $found.Count -gt 20; $found.Count + $failed.Count; $failed[0].Exception.Message'");
        ShellProgram.Result result = program.End();

        Assert.Empty(result.Error);
        Assert.StartsWith("True\n300\nThe log '", result.Output);
        Assert.Contains("ulimit -n", result.Output);
    }
}
