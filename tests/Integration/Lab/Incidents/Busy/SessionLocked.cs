namespace Nginx502.Lab.Incidents.Busy;

/// <summary>Requests of one visitor wait for each other's session.</summary>
internal sealed class SessionLocked : Incident
{
    private const string Go = "session-go";

    public override string Story => "one request holds the session of a visitor, and his further ones wait for its file until all workers are busy.";

    public override string Mending => "the script closes its session early.";

    public override IncidentTruth Truth => new(Cause.SessionLockPileUp, 504, "session_write_close");

    public override string Page => "/cart.php";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        WithPool(plain with { LocationText = "fastcgi_read_timeout 400ms;" }, ("pm.max_children", "4"), ("php_admin_value[session.save_path]", directory.State));

    public override async Task BreakAsync(LabHost host)
    {
        Write(host, "");
        LabResponse[] responses = await CrowdAsync(host, 6, Page).ConfigureAwait(false);
        Require(responses.All(response => response.Status == 504), "visitors get 504");
    }

    public override async Task MendAsync(LabHost host)
    {
        await File.WriteAllTextAsync(Path.Combine(host.Site.Directory.State, Go), "").ConfigureAwait(false);
        Write(host, "session_write_close();");
        await AwaitFreeWorkersAsync(host).ConfigureAwait(false);
    }

    private static void Write(LabHost host, string close) => host.WriteScript(
        "cart.php",
        $"session_id('4711abcdef4711abcdef47'); session_start(); {close} while (!file_exists($_SERVER['LAB_STATE'] . '/{Go}')) {{ usleep(10000); clearstatcache(); }} echo 'cart';");
}
