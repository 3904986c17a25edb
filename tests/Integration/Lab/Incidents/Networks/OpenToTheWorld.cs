namespace Nginx502.Lab.Incidents.Networks;

/// <summary>php-fpm listens on all addresses, and lets everybody in.</summary>
internal sealed class OpenToTheWorld : NetworkIncident
{
    public override string Story => "the pool listens on 0.0.0.0 without listen.allowed_clients, on a machine with an outside address; visitors are answered.";

    public override string Mending => "the pool listens on 127.0.0.1, and php-fpm is restarted.";

    // A danger: visitors are answered.
    public override IncidentTruth Truth => new(Cause.FpmExposed, null, "127.0.0.1|allowed_clients|socket") { IsPresent = null };

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        int port = FreePort.Tcp();
        return base.Configure(directory, plain) with
        {
            FastCgiPass = $"127.0.0.1:{port}",
            PoolDirectives = new Dictionary<string, string>(plain.PoolDirectives) { ["listen"] = $"0.0.0.0:{port}" },
        };
    }

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 200);

    public override Task MendAsync(LabHost host) => RestartFpmAsync(host, options => WithPool(options, ("listen", options.FastCgiPass!)));
}
