using System.Management.Automation;
using System.Net;

namespace Nginx502.Completion;

/// <summary>Completes upstreams as nginx's log begins them: <c>fastcgi://unix:/run/php/php8.2-fpm.sock*</c>.</summary>
public sealed class UpstreamAddressCompleter : ValueCompleter
{
    private const string SchemeEnd = "://";

    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
        from upstream in GatewayReader.ReadNginx(target).Readings.SelectMany(reading => reading.Configuration.Upstreams)
        from endpoint in upstream.Endpoints
        where endpoint.IsUnixSocket || IPAddress.TryParse(endpoint.Host, out _)
        select ($"{WildcardPattern.Escape($"{Scheme(upstream)}{SchemeEnd}{endpoint}")}*", $"{upstream.Server} {upstream.Location}");

    // A name is logged as the address that it stood for. proxy_pass and grpc_pass name theirs.
    private static string Scheme(NginxUpstream upstream) => upstream.Upstream.IndexOf(SchemeEnd, StringComparison.Ordinal) is > 0 and var end
        ? upstream.Upstream[..end]
        : upstream.Protocol.ToString().ToLowerInvariant();
}
