using System.Net;
using Nginx502.Inspection;
using Nginx502.IntegrationTests.Gateway;
using Nginx502.IntegrationTests.Status;

namespace Nginx502.IntegrationTests.Names;

/// <summary>Where a site is asked: by the sockets that nginx holds, and by its configuration for who may not see whose they are.</summary>
public sealed class SiteListenersTests
{
    [Fact]
    public async Task AnOrdinaryUserFindsTheListenerToo()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        IReadOnlyList<NginxReading> nginx = GatewayReader.ReadNginx(new GatewayTarget { NginxConfigurationPath = site.NginxPath }).Readings;
        IPEndPoint[] expected = [new IPEndPoint(IPAddress.Loopback, site.Site.Nginx.Port)];

        Assert.Equal(expected, SiteListeners.Of(nginx, "shop.example", site.Site.Nginx.Port, out _));
        Assert.Equal(expected, OrdinaryUser.Run(() => SiteListeners.Of(nginx, "shop.example", site.Site.Nginx.Port, out _)));
        Assert.Empty(OrdinaryUser.Run(() => SiteListeners.Of(nginx, "shop.example", 1, out _)));
    }

    [Fact]
    public async Task AnOrdinaryUserFindsNoneWhereNginxDoesNotRun()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        site.Site.Nginx.Stop();
        using var stranger = new System.Net.Sockets.TcpListener(IPAddress.Loopback, site.Site.Nginx.Port);
        stranger.Start();
        IReadOnlyList<NginxReading> nginx = GatewayReader.ReadNginx(new GatewayTarget { NginxConfigurationPath = site.NginxPath }).Readings;

        Assert.Empty(OrdinaryUser.Run(() => SiteListeners.Of(nginx, "shop.example", site.Site.Nginx.Port, out _)));
    }
}
