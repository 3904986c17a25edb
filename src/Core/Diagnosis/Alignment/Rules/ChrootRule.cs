namespace Nginx502.Diagnosis;

/// <summary>A pool with a chroot sees its scripts below that directory; nginx must name them so, or every one is 'File not found.' (404).</summary>
internal sealed class ChrootRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: { } upstream, Pool: { Chroot: { Length: > 1 } root } pool }
            || ScriptPath.LineOf(upstream) is not { } script || !ScriptPath.IsOutside(upstream, root))
        {
            yield break;
        }

        yield return new AlignmentMismatch(
            AlignmentMismatchKind.ChrootedScriptPath,
            Severity.Warning,
            404,
            $"Pool {pool.Pool} has {root} for its root, and nginx names scripts by their path outside of it: php-fpm answers 'File not found.' (404).",
            AlignmentPlace.Of(script),
            AlignmentPlace.Of(pool, "chroot"),
            ScriptPath.Correct(upstream, pool, CommandText.FileOf(pair.Context, pool), pair.Context.Gateway.Upstreams) is { Length: > 0 } correct
                ? correct
                : [.. ScriptPath.Join(upstream, pool, CommandText.FileOf(pair.Context, pool), pair.Context.Gateway.Upstreams)]);
    }
}
