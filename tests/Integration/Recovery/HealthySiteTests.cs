using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using Nginx502.IntegrationTests.Checks;
using Nginx502.IntegrationTests.Diagnosis;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Recovery;

/// <summary>A recovery that finds visitors served asks no program: a test of a configuration opens logs, binds ports and loads modules.</summary>
[SupportedOSPlatform("linux")]
public sealed class HealthySiteTests
{
    [Fact]
    public async Task NoProgramIsStartedWhereVisitorsAreServed()
    {
        if (!Requirement.IsMet("a site with mounts of its own", LabMounts.ArePossible))
        {
            return;
        }

        using LabSite site = await LabSite.StartAsync(_ => new LabSiteOptions { FpmThrough = LabMounts.Behind("true") });
        site.Nginx.Stop();
        site.Nginx.Through = ["/usr/bin/nsenter", "-t", site.Fpm.ProcessId.ToString(CultureInfo.InvariantCulture), "-m"];
        await site.Nginx.StartAsync();
        using ToldStarts starts = new();
        string script = Path.Combine(site.Directory.Configuration, "told");
        starts.Write(script);
        await LabMounts.RunAsync(site.Fpm.ProcessId, $"mount --bind {script} {LabProgram.Nginx} && mount --bind {script} {LabProgram.PhpFpm[0]}");

        // What was changed and not loaded since is what a diagnosis asks the programs about.
        File.SetLastWriteTimeUtc(site.Nginx.ConfigurationPath, DateTime.UtcNow.AddMinutes(1));
        File.SetLastWriteTimeUtc(site.Fpm.ConfigurationPath, DateTime.UtcNow.AddMinutes(1));

        JsonElement recovery = await TypeAsync(site, $"Invoke-502Recovery -Confirm:$false -Uri http://{NginxConfiguration.ServerName}:{site.Nginx.Port}/hello.php");
        Assert.Equal("Healthy", recovery.GetProperty("Outcome").ToString());
        Assert.All(recovery.GetProperty("Before").EnumerateArray(), probe => Assert.True(probe.GetProperty("Passed").GetBoolean()));
        Assert.Empty(starts.Take());

        await TypeAsync(site, "Get-502Diagnosis");
        Assert.Equal([LabProgram.Nginx + " -t", LabProgram.PhpFpm[0] + " -t"], starts.Take().Select(start => string.Join(' ', start.Split(' ')[..2])).Order(StringComparer.Ordinal));
    }

    private static async Task<JsonElement> TypeAsync(LabSite site, string command)
    {
        string typed = $"{command} -NginxConfigPath {BuiltShell.Quote(site.Nginx.ConfigurationPath)} -FpmConfigPath {BuiltShell.Quote(site.Fpm.ConfigurationPath)} -WarningAction Ignore";
        ShellObjects result = await BuiltShell.RunInPlaceOfAsync(site.Fpm.ProcessId, ["-m"], typed, Path.Combine(site.Directory.Path, "nginx502"));
        Assert.True(result.Objects.Count == 1, result.Errors);
        return result.Objects[0];
    }
}
