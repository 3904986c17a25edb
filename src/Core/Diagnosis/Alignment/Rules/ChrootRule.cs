namespace Nginx502.Diagnosis;

/// <summary>A pool with a chroot sees its scripts below that directory; nginx must name them so, or every one is 'File not found.' (404).</summary>
internal sealed class ChrootRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: { } upstream, Pool: { Chroot: { Length: > 1 } root } pool }
            || upstream.GetSetting("fastcgi_param SCRIPT_FILENAME") is not { } script || !SeesOutside(script.Value, root))
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
            [new Remedy($"Write SCRIPT_FILENAME as seen below {root}: fastcgi_param SCRIPT_FILENAME /htdocs$fastcgi_script_name; and reload nginx.", Applies: ChangeApplies.NginxReload)]);
    }

    private static bool SeesOutside(string value, string root) =>
        value.Contains("$document_root", StringComparison.Ordinal) || value.Contains("$realpath_root", StringComparison.Ordinal)
        || value.TrimStart('"', '\'').StartsWith(root, StringComparison.Ordinal);
}
