namespace Nginx502.Lab.Incidents.Busy;

/// <summary>All workers wait for a database that does not answer.</summary>
internal sealed class DatabaseHangs : Incident
{
    private SilentServer? _database;

    public override string Story => "both workers wait for an answer of a database, over TCP, that never comes.";

    public override string Mending => "the database ends the connections.";

    public override IncidentTruth Truth => new(Cause.SlowBackend, 504, "slow|time limit");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { LocationText = "fastcgi_read_timeout 400ms;" };

    public override async Task BreakAsync(LabHost host)
    {
        _database = host.Site.Keep(new SilentServer());
        host.WriteScript("report.php", $"$database = stream_socket_client('tcp://127.0.0.1:{_database.Port}'); fread($database, 1); echo 'report';");
        LabResponse[] responses = await CrowdAsync(host, 4, "/report.php").ConfigureAwait(false);
        Require(responses.All(response => response.Status == 504), "visitors get 504");
    }

    public override async Task MendAsync(LabHost host)
    {
        _database!.Dispose();
        host.WriteScript("report.php", "echo 'report';");
        await AwaitFreeWorkersAsync(host).ConfigureAwait(false);
    }

    public override string Page => "/report.php";
}
