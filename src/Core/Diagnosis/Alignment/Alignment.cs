using Nginx502.Diagnosis;

namespace Nginx502;

/// <summary>
/// Says where nginx and php-fpm disagree: a pure function of what the machine's configurations and its files are. Every upstream is
/// judged with the pool that listens where it leads to, and every pool that no upstream leads to.
/// </summary>
public static class Alignment
{
    private static readonly IAlignmentRule[] Rules =
    [
        new EndpointServedRule(),
        new FpmRunningRule(),
        new AddressFamilyRule(),
        new ProtocolRule(),
        new ListenConflictRule(),
        new SocketFileRule(),
        new SocketPermissionRule(),
        new AllowedClientsRule(),
        new ExposureRule(),
        new BufferRule(),
        new TerminateTimeoutRule(),
        new MaxExecutionTimeRule(),
        new BalancerRule(),
        new BacklogRule(),
        new KeepaliveRule(),
        new ReloadRule(),
        new ChrootRule(),
        new LoadedRule(),
        new BootRule(),
        new PoolUnusedRule(),
    ];

    /// <summary>Judges everything; upstreams in the order of their configurations, then the pools that nobody uses.</summary>
    /// <param name="gateway">What is known of the machine.</param>
    /// <param name="balancerIdleTimeout">How long a balancer before nginx keeps idle connections; null when there is none.</param>
    public static IReadOnlyList<AlignmentResult> Examine(GatewayConfiguration gateway, TimeSpan? balancerIdleTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        var context = new AlignmentContext(gateway);
        IEnumerable<AlignmentPair> upstreams = gateway.Upstreams.SelectMany(upstream => PairsOf(upstream, context));
        IEnumerable<AlignmentPair> unused = gateway.Pools.Where(pool => context.UnusedPools.Contains(pool) && !context.IsIdle(pool)).Select(pool => new AlignmentPair(context) { Pool = pool });
        return [.. upstreams.Concat(unused).Select(pair => Judge(pair with { BalancerIdleTimeout = balancerIdleTimeout }))];
    }

    // A group of one address often stands in many places; each server of a group is a pair of its own. What is no FastCGI is judged
    // only where it leads to a pool.
    private static IEnumerable<AlignmentPair> PairsOf(NginxUpstream upstream, AlignmentContext context)
    {
        bool isFastCgi = upstream.Protocol == UpstreamProtocol.FastCgi;
        if (isFastCgi && upstream.Servers.Length == 0)
        {
            yield return new AlignmentPair(context) { Upstream = upstream };
        }

        foreach (NginxUpstreamServer server in upstream.Servers)
        {
            IReadOnlyList<FpmPool> pools = server.Endpoint is { } endpoint ? context.Matching.At(endpoint) : [];
            if (isFastCgi || pools.Count > 0)
            {
                yield return new AlignmentPair(context) { Upstream = upstream, Server = server, Pool = pools.Count > 0 ? pools[0] : null };
            }
        }
    }

    private static AlignmentResult Judge(AlignmentPair pair)
    {
        AlignmentMismatch[] mismatches = [.. Rules.SelectMany(rule => rule.Check(pair)).OrderByDescending(mismatch => mismatch.Severity)];
        return new AlignmentResult(
            Passed: !mismatches.Any(mismatch => mismatch.Severity >= Severity.Error),
            pair.Upstream?.Server,
            pair.Upstream?.Location,
            pair.Server is { } server && pair.Upstream!.Group is not null ? server.Address : pair.Upstream?.Upstream,
            pair.Endpoint,
            pair.Pool?.Pool,
            pair.Pool?.ConfigurationPath,
            pair.Pool?.PhpVersion,
            mismatches,
            [.. Gaps(pair)])
        {
            LikelyPool = pair.LikelyPool?.Pool,
            IsLikelyPoolMeant = pair.LikelyPool is { } likely && ReferenceEquals(pair.Context.Matching.Meant(pair.Endpoint!), likely),
            LikelyConfigurationPath = pair.LikelyPool?.ConfigurationPath,
        };
    }

    private static IEnumerable<NotSeen> Gaps(AlignmentPair pair)
    {
        if (pair.Upstream is { IsDynamic: true, IsResolved: false } upstream)
        {
            yield return new NotSeen(
                $"every address of {upstream.Upstream}",
                "it holds variables that have a value for each request only",
                "Name the addresses in a map or an upstream group, or look at the upstream of the error log's lines.");
        }

        if (pair is { Server.Endpoint: { IsUnixSocket: false } endpoint, Pool: null } && !pair.Context.Matching.IsLocal(endpoint))
        {
            yield return new NotSeen($"the pool behind {endpoint}", "it is on another machine, or its name is not known here", "Run the test there as well.");
        }

        // Nothing runs on files that are looked at apart from their machine.
        if (pair is { Gateway.IsHost: true, Endpoint.IsUnixSocket: true, Pool: not null, Nginx.IsWorkerSeen: false })
        {
            yield return new NotSeen(
                "the user and groups of nginx's workers as they run",
                pair.Nginx.ProcessId is null ? "nginx does not run" : "no worker was seen",
                "Permissions were judged by the user that the configuration names.");
        }
    }
}
