namespace Nginx502.Diagnosis;

/// <summary>
/// A connection that nginx keeps open holds a worker of the pool: php-fpm's workers serve one connection at a time (php-src: main/fastcgi.c,
/// fcgi_accept_request). Each nginx worker keeps <c>keepalive</c> of them.
/// </summary>
internal sealed class KeepaliveRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: { KeepsConnections: true, IdleConnections: > 0 and int idle } upstream, Pool: { MaxChildren: > 0 } pool }
            || (pair.Nginx?.WorkerCount ?? 1) * idle < pool.MaxChildren)
        {
            yield break;
        }

        int workers = pair.Nginx?.WorkerCount ?? 1;
        yield return new AlignmentMismatch(
            AlignmentMismatchKind.KeepaliveStarvesPool,
            Severity.Warning,
            504,
            $"fastcgi_keep_conn is on: {workers} nginx workers keep up to {idle} idle connections each, and each holds one of the {pool.MaxChildren} workers of pool {pool.Pool}. When all are held, further requests wait for nothing and end in a 504.",
            upstream.GetSetting("keepalive") is { } setting ? AlignmentPlace.Of(setting) : pair.NginxPlace,
            AlignmentPlace.Of(pool, "pm.max_children"),
            [
                new Remedy("Turn it off: over a unix socket it gains next to nothing.", CommandText.TuneUpstream(upstream, "-KeepConnections:$false"), ChangeApplies.NginxReload),
                new Remedy($"Or keep fewer: keepalive times {workers} well below {pool.MaxChildren}.", Applies: ChangeApplies.NginxReload),
            ]);
    }
}
