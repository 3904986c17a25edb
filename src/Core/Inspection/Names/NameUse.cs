namespace Nginx502;

/// <summary>A place of nginx's configuration where requests are led to a host name. Its texts are safe to show.</summary>
/// <param name="Server">The virtual server.</param>
/// <param name="Location">The location.</param>
/// <param name="Directive">The directive that hands over: <c>fastcgi_pass</c>.</param>
/// <param name="Upstream">What that names, as written.</param>
/// <param name="Address">The address with the name: <c>php:9000</c>.</param>
/// <param name="Endpoint">The same as an endpoint.</param>
/// <param name="Path">The file of the line that holds the name.</param>
/// <param name="LineNumber">That line, from 1.</param>
public sealed record NameUse(string Server, string Location, string Directive, string Upstream, string Address, FpmEndpoint Endpoint, string Path, int LineNumber)
{
    /// <summary>The place and the address.</summary>
    public override string ToString() => $"{ConfigurationPlace.Format(Path, LineNumber)}: {Address}";
}
