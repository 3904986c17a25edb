namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>The master and all workers were killed.</summary>
internal sealed class FpmKilled : Incident
{
    public override string Story => "the master and all workers of php-fpm are killed (SIGKILL); the socket file stays.";

    public override string Mending => "php-fpm is started; it replaces the stale socket.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.FpmCrashed, 502, "start");

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.KillAll();
        Require(File.Exists(host.Pool.Listen), "the socket file stays");
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => host.Site.Fpm.StartAsync();
}
