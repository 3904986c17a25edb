namespace Nginx502.Lab.Incidents.Deaths;

/// <summary>A reload of php-fpm ends running requests.</summary>
internal sealed class ReloadEndsRequests : Incident
{
    public override string Story => "php-fpm is reloaded while a request runs, and process_control_timeout is 0.";

    public override string Mending => "process_control_timeout gets 10 s, and php-fpm is restarted.";

    public override bool IsOfOneHost => false;

    // It is over once the reload is; that the next reload does the same can be said as well.
    public override IncidentTruth Truth => new(Cause.ReloadKillsRequests, 502, "process_control_timeout|ProcessControlTimeout") { IsPresent = null };

    public override async Task BreakAsync(LabHost host)
    {
        HeldRequest held = host.Hold();
        await held.HeldByAsync().ConfigureAwait(false);
        await host.Site.Fpm.ReloadAsync().ConfigureAwait(false);
        Require((await held.Response.ConfigureAwait(false)).Status == 502, "the visitor gets 502");
    }

    public override Task MendAsync(LabHost host)
    {
        host.Site.Fpm.Directives = new Dictionary<string, string> { ["process_control_timeout"] = "10s" };
        return host.Site.Fpm.StartAsync();
    }
}
