using System.Net;

namespace Nginx502.Diagnosis;

/// <summary>A pool on TCP takes connections of named addresses only, and nginx's is none of them.</summary>
internal sealed class AllowedClientsRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        // On one machine a connection comes from the address that it goes to.
        if (pair is not { Upstream: not null, Server.Endpoint: { IsUnixSocket: false } endpoint, Pool: { ListenAllowedClients.Length: > 0 } pool }
            || Sources(endpoint.Host).Any(source => pool.ListenAllowedClients.Any(allowed => IsSame(allowed, source))))
        {
            yield break;
        }

        string source = Sources(endpoint.Host)[0];
        yield return new AlignmentMismatch(
            AlignmentMismatchKind.AllowedClientsRejected,
            Severity.Error,
            502,
            $"nginx connects from {source}, and listen.allowed_clients of pool {pool.Pool} does not name it: php-fpm closes each connection, and says so only where catch_workers_output is on.",
            pair.NginxPlace,
            AlignmentPlace.Of(pool, "listen.allowed_clients"),
            [
                new Remedy(
                    "Add nginx's address; a reload applies it.",
                    CommandText.SetDirectives(pair.Context, pool, isReloaded: true, ("listen.allowed_clients", string.Join(',', pool.ListenAllowedClients.Append(source)))),
                    ChangeApplies.FpmReload,
                    Disruptions.FpmReload),
            ]);
    }

    private static string[] Sources(string host) => PoolMatching.IsLoopbackName(host) ? ["127.0.0.1", "::1"] : [host];

    private static bool IsSame(string one, string other) =>
        IPAddress.TryParse(one, out IPAddress? first) && IPAddress.TryParse(other, out IPAddress? second) && first.MapToIPv6().Equals(second.MapToIPv6());
}
