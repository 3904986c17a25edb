namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>The pool was moved; nginx's file was changed too, but with an error, so that nginx kept the old one.</summary>
internal sealed class NginxRefusedTheReload : Incident
{
    private string _old = "";

    public override string Story => "the pool gets another socket, nginx.conf is changed with a forgotten semicolon, and nginx refuses the reload and goes on with the old socket.";

    public override string Mending => "the line is corrected, and nginx is reloaded.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.NginxConfigurationInvalid, 502, "Test-NginxConfiguration|nginx -t");

    public override string? EndpointOf(LabHost host) => _old;

    public override async Task BreakAsync(LabHost host)
    {
        await AgeAsync(host).ConfigureAwait(false);
        _old = host.Upstream;
        string moved = Path.Combine(host.Site.Directory.Run, host.Options.PoolName + "-moved.sock");
        await RestartFpmAsync(host, options => WithPool(options, ("listen", moved))).ConfigureAwait(false);
        Edit(host.Site.Nginx.ConfigurationPath, host.Upstream + ";", host.Upstream);
        host.Site.Nginx.Master.Signal(UnixSignal.Hangup);
        await LabSite.WaitForLogAsync(host.Site.ErrorLog, "[emerg]").ConfigureAwait(false);
        await AgeAsync(host).ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options);
}
