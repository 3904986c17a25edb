using System.Net;

namespace Nginx502.Nginx;

/// <summary>A <c>resolver</c> directive (nginx: src/core/ngx_resolver.c, ngx_resolver_create).</summary>
/// <param name="Servers">The name servers in order, addresses or names.</param>
/// <param name="Valid">How long answers are kept whatever they say themselves; null where their own time to live counts.</param>
/// <param name="AsksIPv4">False with <c>ipv4=off</c>.</param>
/// <param name="AsksIPv6">False with <c>ipv6=off</c>.</param>
internal sealed record NginxResolver(IReadOnlyList<NginxAddress> Servers, TimeSpan? Valid, bool AsksIPv4, bool AsksIPv6)
{
    private const int DnsPort = 53;

    /// <summary>Reads the arguments, one blank between them.</summary>
    public static NginxResolver Parse(string arguments)
    {
        string[] words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? valid = words.LastOrDefault(word => word.StartsWith("valid=", StringComparison.Ordinal));
        return new NginxResolver(
            [.. words.Where(word => !word.Contains('=', StringComparison.Ordinal)).Select(word => NginxAddress.Parse(word, DnsPort, allowsUri: false)).Where(address => address.Error is null)],
            valid is null ? null : NginxTime.ToDuration(valid.AsSpan("valid=".Length)),
            !words.Contains("ipv4=off", StringComparer.Ordinal),
            !words.Contains("ipv6=off", StringComparer.Ordinal));
    }

    /// <summary>The address of a server that is written as one; null for a name.</summary>
    public static IPEndPoint? EndPointOf(NginxAddress server) =>
        IPAddress.TryParse(server.Host.Trim('[', ']'), out IPAddress? address) ? new IPEndPoint(address, server.Port) : null;
}
