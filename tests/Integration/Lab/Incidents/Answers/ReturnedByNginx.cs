namespace Nginx502.Lab.Incidents.Answers;

/// <summary>nginx's own configuration says 502.</summary>
internal sealed class ReturnedByNginx : Incident
{
    public override string Story => "a location has 'return 502', as somebody leaves it after maintenance.";

    public override string Mending => "the directive is removed, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.StatusByDesign, 502, "return");

    public override string Page => "/closed.html";

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { ServerText = "location = /closed.html { return 502; }" };

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502, Page);

    public override Task MendAsync(LabHost host)
    {
        LabDirectory.Write(host.Site.Directory.DocumentRoot, "closed.html", "open again\n");
        return ReloadNginxAsync(host, options => options with { ServerText = "" });
    }
}
