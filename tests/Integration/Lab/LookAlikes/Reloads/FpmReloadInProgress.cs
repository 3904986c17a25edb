namespace Nginx502.Lab.LookAlikes.Reloads;

/// <summary>php-fpm reloads, and waits for a running request.</summary>
internal sealed class FpmReloadInProgress : LookAlike
{
    private HeldRequest? _held;

    public override string Story => "php-fpm is reloaded with process_control_timeout at 30 s while a long request runs: it waits for that, and whoever comes now waits too.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        plain with { FpmDirectives = new Dictionary<string, string> { ["process_control_timeout"] = "30s" } };

    public override async Task PrepareAsync(LabHost host)
    {
        await VisitAsync(host, 200).ConfigureAwait(false);
        _held = host.Hold();
        await _held.HeldByAsync().ConfigureAwait(false);
        host.Site.Fpm.Master.Signal(UnixSignal.User2);
        await LabSite.WaitForLogAsync(host.Site.Fpm.Log, "Reloading in progress").ConfigureAwait(false);
    }

    public override async Task EndAsync(LabHost host)
    {
        _held!.LetGo();
        Require((await _held.Response.ConfigureAwait(false)).Status == 200, "the long request is answered");
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
