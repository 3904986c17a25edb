namespace Nginx502.Lab.Incidents.Strangers;

/// <summary>The pool lets in another address only.</summary>
internal sealed class ClientsNotAllowed : Incident
{
    public override string Story => "listen.allowed_clients names an address that is not nginx's.";

    public override string Mending => "listen.allowed_clients names nginx's address, and php-fpm is reloaded.";

    public override IncidentTruth Truth => new(Cause.AllowedClientsRejected, 502, "allowed_clients");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(plain with { UsesTcp = true }, ("listen.allowed_clients", "192.0.2.1"));

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host)
    {
        host.Change(options => WithPool(options, ("listen.allowed_clients", "127.0.0.1")));
        return host.Site.Fpm.ReloadAsync();
    }
}
