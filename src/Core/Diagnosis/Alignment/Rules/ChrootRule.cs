namespace Nginx502.Diagnosis;

/// <summary>A pool with a chroot sees its scripts below that directory; nginx must name them so, or every one is 'File not found.' (404).</summary>
internal sealed class ChrootRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: { } upstream, Pool: { Chroot: { Length: > 1 } root } pool }
            || upstream.GetSetting("fastcgi_param SCRIPT_FILENAME") is not { } script || !SeesOutside(script.Value, upstream.DocumentRoot, root))
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

    // $document_root is root as written, and below the chroot already where somebody wrote it so. $realpath_root is a path of the machine, always.
    private static bool SeesOutside(string value, string? documentRoot, string root)
    {
        string path = value.TrimStart('"', '\'');
        return path.StartsWith("$realpath_root", StringComparison.Ordinal)
            || IsBelow(path.StartsWith("$document_root", StringComparison.Ordinal) ? documentRoot ?? root : path, root.TrimEnd('/'));
    }

    private static bool IsBelow(string path, string root) => path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] is '/' or '$');
}
