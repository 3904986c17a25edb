namespace Nginx502.Diagnosis;

/// <summary>The upstreams of nginx's configuration that lines of its log are of, and no others: what is changed for one site must not change its neighbours.</summary>
internal static class ConcernedUpstreams
{
    private static readonly (string Scheme, UpstreamProtocol Protocol)[] Schemes =
    [
        ("fastcgi://", UpstreamProtocol.FastCgi), ("http://", UpstreamProtocol.Http), ("https://", UpstreamProtocol.Http), ("uwsgi://", UpstreamProtocol.Uwsgi),
        ("suwsgi://", UpstreamProtocol.Uwsgi), ("scgi://", UpstreamProtocol.Scgi), ("grpc://", UpstreamProtocol.Grpc), ("grpcs://", UpstreamProtocol.Grpc), ("memcached://", UpstreamProtocol.Memcached),
    ];

    /// <summary>Those that lead to what the lines name; where it is an address that a name stood for, those of the same servers and protocol.</summary>
    public static IReadOnlyList<NginxUpstream> Of(DiagnosisContext context, DiagnosedEndpoint? endpoint, IReadOnlyList<ErrorEvidence> errors)
    {
        UpstreamProtocol protocol = ProtocolOf(errors);
        NginxUpstream[] spoken = [.. context.Snapshot.Configuration.Upstreams.Where(upstream => upstream.Protocol == protocol)];
        FpmEndpoint? place = endpoint?.Endpoint ?? errors.Select(error => UpstreamText.Endpoint(error.Upstream)).FirstOrDefault(found => found is not null);
        NginxUpstream[] named = [.. spoken.Where(upstream => place is not null && upstream.Endpoints.Contains(place))];
        NginxUpstream[] ofServers = [.. (named.Length > 0 ? named : spoken).Where(upstream => errors.Any(error => error.Server is { } server && (upstream.Server == server || upstream.ServerNames.Contains(server))))];
        return ofServers.Length > 0 ? ofServers : named;
    }

    /// <summary>The protocol that the lines name; FastCGI where they name none.</summary>
    public static UpstreamProtocol ProtocolOf(IReadOnlyList<ErrorEvidence> errors) => errors
        .Select(error => error.Upstream)
        .OfType<string>()
        .SelectMany(upstream => Schemes.Where(scheme => upstream.StartsWith(scheme.Scheme, StringComparison.Ordinal)).Select(scheme => scheme.Protocol))
        .FirstOrDefault(UpstreamProtocol.FastCgi);
}
