namespace Nginx502.Lab.Incidents.Answers;

/// <summary>The application itself says 502.</summary>
internal sealed class SaidByTheApplication : Incident
{
    public override string Story => "a script answers 502 itself, since a service that it asked failed; the access log has $upstream_header_time.";

    public override string Mending => "the script answers again.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.StatusByDesign, 502, "script|application");

    public override string Page => "/stock.php";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        plain with { AccessLogFormat = NginxConfiguration.AccessLogFormat + " \"$upstream_header_time\"" };

    public override Task BreakAsync(LabHost host)
    {
        host.WriteScript("stock.php", "http_response_code(502); echo 'stock service failed';");
        return VisitAsync(host, 502, Page);
    }

    public override Task MendAsync(LabHost host)
    {
        host.WriteScript("stock.php", "echo 'stock';");
        return Task.CompletedTask;
    }
}
