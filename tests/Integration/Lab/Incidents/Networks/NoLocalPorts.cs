namespace Nginx502.Lab.Incidents.Networks;

/// <summary>No local port is left for connections to the pool.</summary>
internal sealed class NoLocalPorts : NetworkIncident
{
    private const int Ports = 4;

    private readonly List<HeldRequest> _held = [];

    public override string Story => "the kernel has four ports for outgoing connections (ip_local_port_range), four long requests use them, and a fifth gets none.";

    public override string Mending => "the range is widened.";

    public override IncidentTruth Truth => new(Cause.EphemeralPortsExhausted, 502, "socket|range");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        LabSiteOptions options = base.Configure(directory, plain);
        Network!.Set("ipv4/ip_local_port_range", "40000 40003");
        return WithPool(options, ("pm.max_children", "8"));
    }

    public override async Task BreakAsync(LabHost host)
    {
        for (int port = 1; port <= Ports; port++)
        {
            _held.Add(host.Hold());
            await _held[^1].HeldByAsync().ConfigureAwait(false);
        }

        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override async Task MendAsync(LabHost host)
    {
        Network!.Set("ipv4/ip_local_port_range", "32768 60999");
        _held.ForEach(request => request.LetGo());
        await Task.WhenAll(_held.Select(request => request.Response)).ConfigureAwait(false);
    }
}
