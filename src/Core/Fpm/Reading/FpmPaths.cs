namespace Nginx502.Fpm;

/// <summary>Makes paths full as php-fpm does (php-src: sapi/fpm/fpm/fpm_conf.c, fpm_evaluate_full_path). All texts are raw.</summary>
/// <param name="prefix">The prefix that php-fpm was started with (-p); null without one.</param>
/// <param name="build">The directories that it was built with.</param>
internal sealed class FpmPaths(string? prefix, FpmBuildDefaults build)
{
    private const string PrefixVariable = "$prefix";

    private readonly string? _prefix = prefix is null ? null : RawText.Encode(prefix);
    private readonly string _built = RawText.Encode(build.Prefix);
    private readonly string _localState = RawText.Encode(build.LocalStateDirectory);

    /// <summary>A path of an include or the prefix of a pool.</summary>
    public string Of(string path) => IsFull(path) ? path : $"{_prefix ?? _built}/{path}";

    /// <summary>A path of the global section, which is below the local state directory.</summary>
    public string OfGlobal(string path) => IsFull(path) ? path : $"{_prefix ?? _localState}/{path}";

    /// <summary>A path of a pool.</summary>
    /// <param name="path">The path.</param>
    /// <param name="poolPrefix">The prefix of the pool; null without one.</param>
    public string OfPool(string path, string? poolPrefix)
    {
        if (IsFull(path))
        {
            return path;
        }

        string full = $"{poolPrefix ?? _prefix ?? _built}/{path}";
        return IsFull(full) ? full : Of(full);
    }

    /// <summary>The root directory of a pool, which may begin with <c>$prefix</c>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="poolPrefix">The prefix of the pool; null without one.</param>
    /// <param name="isMisplaced">True when <c>$prefix</c> stands elsewhere than at the beginning; the path is left as it is then.</param>
    public string OfRoot(string path, string? poolPrefix, out bool isMisplaced)
    {
        int at = IsFull(path) ? -1 : path.IndexOf(PrefixVariable, StringComparison.Ordinal);
        isMisplaced = at > 0;
        if (isMisplaced)
        {
            return path;
        }

        if (at < 0)
        {
            return OfPool(path, poolPrefix);
        }

        // With nothing behind it, it is the prefix itself.
        string rest = path[PrefixVariable.Length..];
        string start = poolPrefix ?? _prefix ?? _built;
        string full = rest.Length == 0 ? start : $"{start}/{rest}";
        return IsFull(full) ? full : Of(full);
    }

    private static bool IsFull(string path) => path.StartsWith('/');
}
