namespace Nginx502.Diagnosis;

/// <summary>No upstream leads to a pool: it takes memory for nothing, or the upstream that was meant for it leads elsewhere.</summary>
internal sealed class PoolUnusedRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: null, Pool: { } pool } || pair.Gateway.Nginx.Length == 0)
        {
            yield break;
        }

        yield return new AlignmentMismatch(
            AlignmentMismatchKind.PoolUnused,
            Severity.Note,
            null,
            $"No upstream of nginx leads to pool {pool.Pool}, which listens on {pool.Listen ?? "nothing"}.",
            null,
            AlignmentPlace.Of(pool, "listen"),
            [new Remedy("If nothing else uses it, rename its file so that php-fpm does not load it, and reload php-fpm.", Applies: ChangeApplies.FpmReload)]);
    }
}
