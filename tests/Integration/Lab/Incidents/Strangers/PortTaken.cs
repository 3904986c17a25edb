namespace Nginx502.Lab.Incidents.Strangers;

/// <summary>Another program took the port while php-fpm was down.</summary>
internal sealed class PortTaken : Incident
{
    private StubUpstream? _stranger;

    public override string Story => "another program takes the port of the pool while php-fpm restarts, and php-fpm does not start.";

    public override string Mending => "the other program is stopped, and php-fpm is started.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.ListenConflict, 502, "stop");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { UsesTcp = true };

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.Stop();
        _stranger = host.Site.Keep(new StubUpstream(host.Pool.Listen, "SSH-2.0-OpenSSH_9.2\r\n"u8));
        await FailToStartAsync(host.Site.Fpm).ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        _stranger!.Dispose();
        return host.Site.Fpm.StartAsync();
    }
}
