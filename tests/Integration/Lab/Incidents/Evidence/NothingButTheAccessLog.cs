namespace Nginx502.Lab.Incidents.Evidence;

/// <summary>Only the access log tells of 502s, and all that can be tried works.</summary>
internal sealed class NothingButTheAccessLog : Incident
{
    public override string Story => "error_log is /dev/null, and one script sends a header that nginx refuses: the access log has the 502s, and everything that can be looked at is fine.";

    public override string Mending => "error_log gets a file, what it then tells is mended, and nginx is reloaded.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.EvidenceHidden, 502, "error_log");

    public override string Page => "/invalid-header.php";

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { ErrorLogPath = "/dev/null" };

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502, Page);

    public override Task MendAsync(LabHost host)
    {
        host.WriteScript("invalid-header.php", "echo 'mended';");
        return ReloadNginxAsync(host, options => options with { ErrorLogPath = null });
    }
}
