namespace Nginx502.Diagnosis;

/// <summary>A pool can be reached from other machines: FastCGI has no password, and whoever reaches the port runs code as the pool's user.</summary>
internal sealed class ExposureRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Pool: { Endpoint: { IsUnixSocket: false } endpoint, ListenAllowedClients.Length: 0 } pool }
            || (!pool.ListensOnAllAddresses && PoolMatching.IsLoopback(endpoint.Host)))
        {
            yield break;
        }

        // In a container its own network is the fence; on a host nothing is but a firewall.
        yield return new AlignmentMismatch(
            AlignmentMismatchKind.FpmExposed,
            pair.Gateway.IsContainer ? Severity.Warning : Severity.Critical,
            null,
            $"Pool {pool.Pool} listens on {(pool.ListensOnAllAddresses ? "all addresses" : endpoint.Host)}, port {endpoint.Port}, for everybody: whoever reaches that port runs any code as user {pool.User ?? "of php-fpm"}.",
            pair.NginxPlace,
            AlignmentPlace.Of(pool, "listen"),
            pair.Gateway.IsContainer ? [Fence()] :
            [
                new Remedy(
                    "Use a unix socket.",
                    CommandText.ForPool(pair.Context, "Sync-FpmEndpoint", pool, "-Transport UnixSocket -Reload"),
                    ChangeApplies.FpmReload,
                    Disruptions.FpmReload),
                new Remedy(
                    "Or listen on 127.0.0.1 only, and restart php-fpm: a reload does not give up the wider address.",
                    CommandText.ForPool(pair.Context, "Sync-FpmEndpoint", pool, $"-Transport Tcp -Endpoint 127.0.0.1:{endpoint.Port}"),
                    ChangeApplies.FpmRestart,
                    Disruptions.FpmRestart),
            ]);
    }

    private static Remedy Fence() => new(
        "Name the addresses that may connect (listen.allowed_clients), nginx's own and no others.",
        null,
        ChangeApplies.FpmReload,
        Disruptions.FpmReload);
}
