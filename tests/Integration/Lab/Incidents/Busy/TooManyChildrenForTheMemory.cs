namespace Nginx502.Lab.Incidents.Busy;

/// <summary>The pool may have more workers than fit into the memory.</summary>
internal sealed class TooManyChildrenForTheMemory : Incident
{
    private LabControlGroup? _group;

    public override string Story => "pm.max_children is 2000 in a control group with 256 MB; nothing happened yet.";

    public override string Mending => "pm.max_children is lowered to what fits, and php-fpm is restarted.";

    public override bool IsOfOneHost => false;

    // A danger: nobody gets an error before the visitors come.
    public override IncidentTruth Truth => new(Cause.MaxChildrenTooHigh, null, "FpmPoolTuning|max_children") { IsPresent = null };

    public override bool IsPossible => LabControlGroup.IsPossible("memory");

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        WithPool(plain, ("pm", "dynamic"), ("pm.max_children", "2000"), ("pm.start_servers", "2"), ("pm.min_spare_servers", "1"), ("pm.max_spare_servers", "3"));

    public override async Task BreakAsync(LabHost host)
    {
        host.WriteScript("catalogue.php", "echo strlen(str_repeat('x', 20000000));");
        _group = host.Site.Keep(LabControlGroup.Make("memory"));
        _group.Limit(("memory.max", "268435456"), ("memory.limit_in_bytes", "268435456"));
        _group.Take(host.Site.Fpm);
        await VisitAsync(host, 200, "/catalogue.php").ConfigureAwait(false);
        await VisitAsync(host, 200, "/catalogue.php").ConfigureAwait(false);
    }

    public override async Task MendAsync(LabHost host)
    {
        await RestartFpmAsync(host, options => WithPool(options, ("pm.max_children", "4"))).ConfigureAwait(false);
        _group!.Take(host.Site.Fpm);
    }
}
