using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Chooses upstreams by server, location and endpoint, as all cmdlets that take upstreams do.</summary>
internal static class UpstreamChoice
{
    /// <summary>True when an upstream fits all that is given.</summary>
    /// <param name="upstream">The upstream.</param>
    /// <param name="servers">Names of virtual servers, with wildcards; empty for all.</param>
    /// <param name="locations">Locations as written, with wildcards; empty for all.</param>
    /// <param name="endpoints">Endpoints; empty for all.</param>
    public static bool IsChosen(NginxUpstream upstream, IReadOnlyList<string> servers, IReadOnlyList<string> locations, IReadOnlyList<FpmEndpoint> endpoints) =>
        (servers.Count == 0 || servers.Any(server => Fits(upstream.Server, server) || upstream.ServerNames.Any(name => Fits(name, server))))
        && (locations.Count == 0 || locations.Any(location => Fits(upstream.Location, location)))
        && (endpoints.Count == 0 || endpoints.Any(upstream.Endpoints.Contains));

    /// <summary>The servers that were named in full and of which no upstream is.</summary>
    /// <param name="upstreams">The upstreams.</param>
    /// <param name="servers">Names of virtual servers, with wildcards.</param>
    public static IEnumerable<string> Missing(IReadOnlyList<NginxUpstream> upstreams, IEnumerable<string> servers) =>
        servers.Where(server => !WildcardPattern.ContainsWildcardCharacters(server) && !upstreams.Any(upstream => IsChosen(upstream, [server], [], [])));

    // A location is a regular expression more often than not: its brackets are meant as they stand.
    private static bool Fits(string text, string pattern) =>
        string.Equals(text, pattern, StringComparison.OrdinalIgnoreCase) || new WildcardText(pattern).IsMatch(text);
}
