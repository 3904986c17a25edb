namespace Nginx502.Lab.Incidents.Busy;

/// <summary>php-fpm may not start as many workers as are needed.</summary>
internal sealed class ProcessMaxReached : Incident
{
    private HeldRequest? _held;

    public override string Story => "process.max is 1 for the whole php-fpm, its only worker is busy, and the pool may start no other, though pm.max_children is 4.";

    public override string Mending => "process.max is raised, and php-fpm is restarted.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.ProcessLimitReached, 504, "process.max");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        WithPool(plain with { FpmDirectives = new Dictionary<string, string> { ["process.max"] = "1" }, LocationText = "fastcgi_read_timeout 400ms; " + PatientWithHeld(directory, plain) }, ("pm", "ondemand"), ("pm.max_children", "4"));

    public override async Task BreakAsync(LabHost host)
    {
        _held = host.Hold();
        await _held.HeldByAsync().ConfigureAwait(false);
        await VisitAsync(host, 504).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        _held!.LetGo();
        host.Site.Fpm.Directives = new Dictionary<string, string> { ["process.max"] = "64" };
        return host.Site.Fpm.StartAsync();
    }
}
