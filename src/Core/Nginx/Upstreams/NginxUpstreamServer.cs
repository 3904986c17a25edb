namespace Nginx502;

/// <summary>
/// One server that an upstream's requests go to: a <c>server</c> of its group, or the address that its <c>*_pass</c> names
/// (nginx: src/http/ngx_http_upstream.c, ngx_http_upstream_server). Its texts are safe to show.
/// </summary>
/// <param name="Address">The address as written: <c>unix:/run/php/php8.2-fpm.sock</c>, <c>10.0.0.5:9000</c>, <c>php:9000</c>.</param>
/// <param name="Endpoint">The same as an endpoint, a missing port made 80; null when it is none (an address with variables).</param>
/// <param name="Weight"><c>weight=</c>, 1 when not given.</param>
/// <param name="MaxFails"><c>max_fails=</c>, 1 when not given; 0 never takes it for failed.</param>
/// <param name="FailTimeout"><c>fail_timeout=</c>, 10 s when not given.</param>
/// <param name="MaxConnections"><c>max_conns=</c>, 0 for no limit.</param>
/// <param name="IsBackup"><c>backup</c>: asked only when all others failed.</param>
/// <param name="IsDown"><c>down</c>: never asked.</param>
/// <param name="Resolves"><c>resolve</c>: its name is asked for again and again.</param>
/// <param name="Path">The file of the line that names it.</param>
/// <param name="LineNumber">That line, from 1.</param>
public sealed record NginxUpstreamServer(
    string Address,
    FpmEndpoint? Endpoint,
    int Weight,
    int MaxFails,
    TimeSpan FailTimeout,
    int MaxConnections,
    bool IsBackup,
    bool IsDown,
    bool Resolves,
    string Path,
    int LineNumber)
{
    /// <summary>The address.</summary>
    public override string ToString() => Address;
}
