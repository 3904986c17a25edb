namespace Nginx502.Diagnosis;

/// <summary>A balancer that keeps an idle connection longer than nginx does sends a request into one that nginx is closing: a 502 of the balancer's.</summary>
internal sealed class BalancerRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: { ClientKeepaliveTimeout: { } keepalive } upstream, BalancerIdleTimeout: { } idle } || keepalive > idle)
        {
            yield break;
        }

        int longer = (int)Math.Ceiling(idle.TotalSeconds) + 5;
        yield return new AlignmentMismatch(
            AlignmentMismatchKind.KeepaliveTimeoutTooShort,
            Severity.Warning,
            502,
            $"The balancer keeps idle connections for {TerminateTimeoutRule.Seconds(idle)} and nginx closes them after {TerminateTimeoutRule.Seconds(keepalive)}: a request that meets a closing connection is answered with a 502 by the balancer, and nginx logs nothing.",
            upstream.GetSetting("keepalive_timeout") is { } setting ? AlignmentPlace.Of(setting) : null,
            null,
            [new Remedy($"Write keepalive_timeout {longer}s; in the http or server block, and reload nginx.", Applies: ChangeApplies.NginxReload)]);
    }
}
