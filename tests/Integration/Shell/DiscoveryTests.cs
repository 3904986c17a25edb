using Nginx502.Lab;
using Nginx502.Lab.Faults;

namespace Nginx502.IntegrationTests.Shell;

/// <summary>Without an argument the logs are those of the nginx that runs.</summary>
public sealed class DiscoveryTests
{
    [Fact]
    public async Task TheErrorLogOfTheRunningNginxIsFound()
    {
        SocketMissing fault = new();
        using LabSite site = await fault.StartSiteAsync();
        await fault.ProvokeAsync(site);

        // Other nginx may run on this machine, and come and go meanwhile: what counts is that this one is found.
        ShellObjects result = await BuiltShell.RunAsync("Get-NginxUpstreamError");
        Assert.Contains(result.Objects, error =>
            ShellObjects.Value(error, "Path") == site.ErrorLog && ShellObjects.Value(error, "Symptom") == "SocketMissing");
    }

    [Fact]
    public async Task TheLogsOfAConfigurationAreFound()
    {
        Retried fault = new();
        using LabSite site = await fault.StartSiteAsync();
        await fault.ProvokeAsync(site);
        await LabSite.WaitForLogAsync(site.AccessLog, "/hello.php");
        string configuration = BuiltShell.Quote(site.Nginx.ConfigurationPath);

        ShellObjects errors = await BuiltShell.RunAsync($"Get-NginxUpstreamError -NginxConfigPath {configuration}");
        Assert.Equal((0, ""), (errors.ExitCode, errors.Errors));
        Assert.Equal([site.ErrorLog], errors.Values("Path"));

        ShellObjects visits = await BuiltShell.RunAsync($"Get-NginxAccessEntry -NginxConfigPath {configuration}");
        Assert.Equal((0, ""), (visits.ExitCode, visits.Errors));
        Assert.Equal(["200"], visits.Values("Status"));
        Assert.Equal(["[502,200]"], visits.Values("UpstreamStatus"));
        Assert.Equal(["upstreams"], visits.Values("LogFormat"));
    }
}
