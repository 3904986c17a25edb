namespace Nginx502;

/// <summary>A TCP port of this machine that the firewall is asked about.</summary>
/// <param name="Port">The port.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Name">What listens there, for people: <c>nginx</c>, <c>pool www</c>. Safe to show.</param>
/// <param name="IsListening">Whether anything listens there; null when that was not seen.</param>
/// <param name="Addresses">The addresses of this machine that are listened on; <c>0.0.0.0</c> and <c>::</c> for all.</param>
/// <param name="AllowedClients">Whom php-fpm itself lets in (<c>listen.allowed_clients</c>); empty for everybody.</param>
public sealed record FirewallPort(
    int Port, FirewallPortUse Use, string Name, bool? IsListening, IReadOnlyList<string> Addresses, IReadOnlyList<string> AllowedClients)
{
    /// <summary>Where nginx of this machine hands requests over to it; empty when it does not.</summary>
    public IReadOnlyList<FpmEndpoint> AskedFromHere { get; init; } = [];
}
