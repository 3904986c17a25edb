namespace Nginx502.Lab.Incidents.Answers;

/// <summary>A script sends a header line that nginx refuses.</summary>
internal sealed class HeaderNotValid : Incident
{
    public override string Story => "a script sends a header with a space in its name, which PHP lets pass and nginx does not.";

    public override string Mending => "the script is mended.";

    public override IncidentTruth Truth => new(Cause.InvalidResponse, 502, "script");

    public override string Page => "/invalid-header.php";

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502, Page);

    public override Task MendAsync(LabHost host)
    {
        host.WriteScript("invalid-header.php", "header('X-Cache: miss'); echo 'valid header';");
        return Task.CompletedTask;
    }
}
