namespace Nginx502.Lab.Incidents.Busy;

/// <summary>request_terminate_timeout ends scripts that nginx would still wait for.</summary>
internal sealed class TerminatedTooEarly : Incident
{
    public override string Story => "request_terminate_timeout is 1 s, and a script that takes two is killed before its answer.";

    public override string Mending => "request_terminate_timeout is raised, and php-fpm is restarted.";

    public override IncidentTruth Truth => new(Cause.TerminateTimeoutTooShort, 502, "request_terminate_timeout|TerminateTimeout");

    public override string Page => "/export.php";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(plain, ("request_terminate_timeout", "1s"));

    public override async Task BreakAsync(LabHost host)
    {
        host.WriteScript("export.php", "sleep(2); echo 'export';");
        LabResponse response = await host.GetAsync(Page).ConfigureAwait(false);
        Require(response.Status == 502, "the visitor gets 502");
        await LabSite.WaitForLogAsync(host.Site.Fpm.Log, "exited on signal 15").ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => RestartFpmAsync(host, options => WithPool(options, ("request_terminate_timeout", "10s")));
}
