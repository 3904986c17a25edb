namespace Nginx502.Lab.Incidents.Busy;

/// <summary>Every worker waits for a page of its own site, which no worker is left to make.</summary>
internal sealed class SiteCallsItself : Incident
{
    public override string Story => "a script asks its own site over HTTP until it gets an answer, and both workers run it: nobody is left to answer them.";

    public override string Mending => "the script no longer asks, and php-fpm is restarted.";

    public override IncidentTruth Truth => new(Cause.SlowBackend, 504, "call its code directly");

    public override string Page => "/cron.php";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { LocationText = "fastcgi_read_timeout 500ms;" };

    public override async Task BreakAsync(LabHost host)
    {
        string site = $"tcp://127.0.0.1:{host.Site.Nginx.Port}";
        host.WriteScript(
            "cron.php",
            $"do {{ $site = stream_socket_client('{site}'); fwrite($site, \"GET /cron.php HTTP/1.0\\r\\nHost: {host.Options.ServerName}\\r\\n\\r\\n\"); $answer = fread($site, 64); }} while (!str_contains($answer, ' 200 ')); echo 'done';");
        LabResponse[] responses = await CrowdAsync(host, 4, Page).ConfigureAwait(false);
        Require(responses.All(response => response.Status == 504), "visitors get 504");
    }

    public override Task MendAsync(LabHost host)
    {
        host.WriteScript("cron.php", "echo 'done';");
        return RestartFpmAsync(host, options => options);
    }
}
