using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Chooses pools by name, file and version of PHP, as all cmdlets that take pools do.</summary>
internal static class PoolChoice
{
    /// <summary>The pools that fit, each once.</summary>
    /// <param name="pools">All pools.</param>
    /// <param name="names">Names, with wildcards; empty for all.</param>
    /// <param name="configurationPath">The pool's file, or its php-fpm's main file; null for all.</param>
    /// <param name="phpVersions">Versions, <c>8.2</c> standing for every 8.2; empty for all.</param>
    /// <param name="missing">The names without wildcards that fit none.</param>
    public static IReadOnlyList<FpmPool> Choose(
        IReadOnlyList<FpmPool> pools, IReadOnlyList<string> names, string? configurationPath, IReadOnlyList<string> phpVersions, out IReadOnlyList<string> missing)
    {
        FpmPool[] fitting =
        [
            .. pools.Where(pool => configurationPath is null || IsFile(pool, configurationPath))
                .Where(pool => phpVersions.Count == 0 || phpVersions.Any(version => IsVersion(pool.PhpVersion, version))),
        ];
        FpmPool[] chosen = [.. fitting.Where(pool => names.Count == 0 || names.Any(name => IsNamed(pool, name)))];
        missing = [.. names.Where(name => !WildcardPattern.ContainsWildcardCharacters(name) && !chosen.Any(pool => IsNamed(pool, name)))];
        return chosen;
    }

    // Brackets may stand in a name as they do in a pattern.
    private static bool IsNamed(FpmPool pool, string name) =>
        string.Equals(pool.Pool, name, StringComparison.OrdinalIgnoreCase) || new WildcardText(name).IsMatch(pool.Pool);

    private static bool IsFile(FpmPool pool, string path) => pool.ConfigurationPath == path || pool.MasterConfigurationPath == path;

    private static bool IsVersion(string? version, string wanted) =>
        version is not null && (version == wanted || version.StartsWith(wanted + ".", StringComparison.Ordinal) || new WildcardText(wanted).IsMatch(version));
}
