namespace Nginx502.Lab.Incidents.Evidence;

/// <summary>The error log was deleted, and nginx still writes into the deleted file.</summary>
internal sealed class LogDeleted : Incident
{
    public override string Story => "the error log was deleted to make space, nginx goes on writing into what has no name any more; then php-fpm is killed.";

    public override string Mending => "php-fpm is started, and nginx opens its logs anew (USR1).";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.FpmCrashed, 502, "start") { Mentioned = [Cause.LogsElsewhere] };

    public override async Task BreakAsync(LabHost host)
    {
        File.Delete(host.Site.ErrorLog);
        host.Site.Fpm.KillAll();
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        host.Site.Nginx.ReopenLogs();
        return host.Site.Fpm.StartAsync();
    }
}
