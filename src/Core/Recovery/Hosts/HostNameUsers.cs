using Nginx502.Inspection;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>Which nginx use a name of the hosts file: they ask for it when they read their configuration, and not again.</summary>
public static class HostNameUsers
{
    /// <summary>Those that read this machine's hosts file and lead requests to one of the names.</summary>
    /// <param name="nginx">The configurations.</param>
    /// <param name="names">The names.</param>
    public static IReadOnlyList<NginxReading> Of(IReadOnlyList<NginxReading> nginx, IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(nginx);
        return [.. nginx.Where(reading => Uses(reading, names) && new FilesOfProgram(reading.Instance.Files, reading.Instance.IsOurs).AreHere([HostsFile.Path]))];
    }

    /// <summary>How a change of the names takes effect: nginx asks again when it is reloaded; other programs, mostly, at once.</summary>
    /// <param name="nginx">The configurations, of a copy of a server too.</param>
    /// <param name="names">The names.</param>
    public static ChangeApplies Applies(IReadOnlyList<NginxReading> nginx, IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(nginx);
        return nginx.Any(reading => Uses(reading, names)) ? ChangeApplies.NginxReload : ChangeApplies.Live;
    }

    /// <summary>The places of requests that are led to a name without asking this file: nginx asks its own <c>resolver</c> for them.</summary>
    /// <param name="nginx">The configurations.</param>
    /// <param name="name">The name.</param>
    public static IReadOnlyList<NameUse> Unaware(IReadOnlyList<NginxReading> nginx, string name)
    {
        ArgumentNullException.ThrowIfNull(nginx);
        return
        [
            .. nginx.SelectMany(reading => NginxNames.Of(reading, _ => true))
                .Where(used => used.Lookup != NameLookup.AtLoad && string.Equals(used.Name, name, StringComparison.OrdinalIgnoreCase))
                .SelectMany(used => used.Uses),
        ];
    }

    /// <summary>True when an nginx that runs asked before the hosts file was changed last.</summary>
    internal static bool IsBehind(NginxReading reading) =>
        NameSurroundings.Of(reading) is { LoadedAt: { } loaded, HostsChangedAt: { } changed } && changed > loaded;

    private static bool Uses(NginxReading reading, IReadOnlyCollection<string> names) =>
        NginxNames.Of(reading, _ => true).Any(used => used.Lookup == NameLookup.AtLoad && names.Contains(used.Name, StringComparer.OrdinalIgnoreCase));
}
