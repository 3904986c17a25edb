using System.Diagnostics;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Checks;

/// <summary>A process that checks and is killed, at whatever moment, leaves nothing behind.</summary>
public sealed class KilledCheckTests
{
    [Fact]
    public async Task NothingIsLeftOfAProcessThatWasKilledWhileItChecked()
    {
        using LabSite site = await LabSite.StartAsync();
        string path = BuiltShell.Quote(site.Nginx.ConfigurationPath);
        string command = $"$nginx = @([Nginx502.Inspection.GatewayDiscovery]::FindNginx({path}).Instances)[0]; while ($true) {{ [Nginx502.Inspection.NginxCheck]::Run($nginx, $null, [System.Threading.CancellationToken]::None).WasRun }}";
        string before = Snapshot.Of(site.Directory.Path);
        string[] mounts = Mounts(site);

        for (int attempt = 0; attempt < 3; attempt++)
        {
            using RunningShell shell = new(command);

            // Each further check is somewhere else in its work when this one's result is here.
            await shell.WaitForAsync(attempt + 2);
        }

        Assert.Equal(before, Snapshot.Of(site.Directory.Path));
        Assert.Equal(mounts, Mounts(site));

        // A program that was just running ends by itself.
        await Patience.UntilAsync(() => !Processes().Any(line => line.Contains(site.Nginx.ConfigurationPath, StringComparison.Ordinal) && line.Contains("\0-t\0", StringComparison.Ordinal)), "the last check to end");
        Assert.Equal(200, (await site.GetAsync("/hello.php")).Status);
    }

    // Tests that run at the same time mount below directories of their own.
    private static string[] Mounts(LabSite site) =>
        [.. File.ReadAllLines("/proc/self/mountinfo").Where(line => !line.Contains("/nginx502-", StringComparison.Ordinal) || line.Contains(site.Directory.Path, StringComparison.Ordinal))];

    private static IEnumerable<string> Processes()
    {
        foreach (Process process in Process.GetProcesses())
        {
            using (process)
            {
                string text;
                try
                {
                    text = File.ReadAllText($"/proc/{process.Id}/cmdline");
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    continue;
                }

                yield return text;
            }
        }
    }
}
