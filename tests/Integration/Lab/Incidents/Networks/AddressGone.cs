namespace Nginx502.Lab.Incidents.Networks;

/// <summary>There is no way to the address of the pool.</summary>
internal sealed class AddressGone : NetworkIncident
{
    public override string Story => "the address of the pool is gone from the network, and no route leads to it.";

    public override string Mending => "the address is there again.";

    public override IncidentTruth Truth => new(Cause.NetworkUnreachable, 502, "route|network");

    public override Task BreakAsync(LabHost host)
    {
        Network!.Run("ip", "addr", "del", Address + "/32", "dev", "lo");
        return VisitAsync(host, 502);
    }

    public override Task MendAsync(LabHost host)
    {
        Network!.Run("ip", "addr", "add", Address + "/32", "dev", "lo");
        return Task.CompletedTask;
    }
}
