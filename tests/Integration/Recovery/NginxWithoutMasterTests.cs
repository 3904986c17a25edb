using Nginx502.Lab;
using Nginx502.Recovery;

namespace Nginx502.IntegrationTests.Recovery;

/// <summary>The master of nginx was killed alone: its workers hold the sockets and answer, which is another thing than an nginx that is down.</summary>
public sealed class NginxWithoutMasterTests
{
    [Fact]
    public async Task ItsWorkersAreAskedAndTheMasterIsToldToBeGone()
    {
        using LabSite site = await LabSite.StartAsync();
        var target = new GatewayTarget { NginxConfigurationPath = site.Nginx.ConfigurationPath, FpmConfigurationPath = site.Fpm.ConfigurationPath };
        var uri = new Uri($"http://{NginxConfiguration.ServerName}:{site.Nginx.Port}/hello.php");
        site.Nginx.KillMaster();

        RecoveryProbe[] probes = new RecoveryProber(target, [uri]).Look(CancellationToken.None);

        Assert.Equal((true, 200), probes.Where(probe => probe.IsSite).Select(probe => (probe.Passed, probe.Status)).Single());
        RecoveryProbe nginx = probes.Single(probe => probe.IsNginx);
        Assert.Equal((false, true), (nginx.Passed, nginx.IsMasterGone));
        Assert.StartsWith("its master is gone, and its workers go on", nginx.Detail, StringComparison.Ordinal);

        site.Nginx.Stop();
        probes = new RecoveryProber(target, [uri]).Look(CancellationToken.None);
        Assert.Equal((false, $"No nginx of this machine listens on port {site.Nginx.Port}."), probes.Where(probe => probe.IsSite).Select(probe => (probe.Passed, probe.Detail)).Single());
    }
}
