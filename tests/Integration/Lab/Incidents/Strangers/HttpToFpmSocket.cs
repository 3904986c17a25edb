namespace Nginx502.Lab.Incidents.Strangers;

/// <summary>nginx speaks HTTP to php-fpm, over its unix socket.</summary>
internal sealed class HttpToFpmSocket : Incident
{
    public override string Story => "the location hands over to the pool's unix socket by proxy_pass.";

    public override string Mending => "the location gets fastcgi_pass, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.ProtocolMismatch, 502, "fastcgi_pass");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { Pass = $"proxy_pass http://unix:{directory.Run}/{plain.SocketName}" };

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { Pass = null });
}
