namespace Nginx502.Lab.Incidents.Endpoints;

/// <summary>nginx names the socket of a PHP version that is gone.</summary>
internal sealed class PhpUpgraded : Incident
{
    public override string Story => "PHP was upgraded: the pool listens on php8.2-fpm.sock, and fastcgi_pass still names php8.1-fpm.sock.";

    public override string Mending => "fastcgi_pass gets the socket of the version that runs, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.PhpVersionPathMismatch, 502, "Sync-FpmEndpoint|fastcgi_pass");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        WithPool(plain with { FastCgiPass = $"unix:{directory.Run}/php8.1-fpm.sock" }, ("listen", $"{directory.Run}/php8.2-fpm.sock"));

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { FastCgiPass = null });
}
