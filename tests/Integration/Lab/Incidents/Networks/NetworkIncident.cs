namespace Nginx502.Lab.Incidents.Networks;

/// <summary>nginx and php-fpm in a network of their own, where the pool listens on an address that is not loopback.</summary>
internal abstract class NetworkIncident : Incident
{
    /// <summary>The address of the pool.</summary>
    protected const string Address = "10.77.0.1";

    /// <summary>The network.</summary>
    protected LabNetwork? Network { get; private set; }

    public override bool IsOfOneHost => false;

    public override bool IsPossible => LabNetwork.IsPossible;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        Network = new LabNetwork();
        Network.Run("ip", "addr", "add", Address + "/32", "dev", "lo");
        return WithPool(plain, ("listen.allowed_clients", Address)) with
        {
            UsesTcp = true,
            TcpAddress = Address,
            NginxThrough = Network.Through,
            FpmThrough = Network.Through,
            IsVisitedByUnixSocket = true,
            LocationText = "fastcgi_connect_timeout 400ms;",
            Kept = [.. plain.Kept, Network],
        };
    }

    /// <summary>The port of the pool.</summary>
    protected static string PortOf(LabHost host) => host.Pool.Listen[(host.Pool.Listen.LastIndexOf(':') + 1)..];
}
