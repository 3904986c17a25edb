namespace Nginx502.Diagnosis;

/// <summary>The kernel cuts listen.backlog to net.core.somaxconn (man 2 listen).</summary>
internal sealed class BacklogRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Pool: { } pool, Gateway.SomaxConn: { } limit } || pool.ListenBacklog <= limit)
        {
            yield break;
        }

        string when = pool.Endpoint is { IsUnixSocket: true } ? "a full queue is a 502 with errno 11" : "a full queue drops connections, which become a 504";
        yield return new AlignmentMismatch(
            AlignmentMismatchKind.BacklogCut,
            Severity.Warning,
            pool.Endpoint is { IsUnixSocket: true } ? 502 : 504,
            $"Pool {pool.Pool} asks for a queue of {pool.ListenBacklog}, and the kernel gives {limit} (net.core.somaxconn): {when}.",
            pair.NginxPlace,
            AlignmentPlace.Of(pool, "listen.backlog"),
            [
                new Remedy("Raise the kernel's limit, for good in /etc/sysctl.d, and restart php-fpm.", $"sysctl -w net.core.somaxconn={pool.ListenBacklog}", ChangeApplies.FpmRestart),
                new Remedy("Or ask for what there is.", CommandText.ForPool(pair.Context, "Set-FpmPoolTuning", pool, $"-ListenBacklog {limit}"), ChangeApplies.FpmRestart),
            ]);
    }
}
