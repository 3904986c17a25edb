using System.Net;

namespace Nginx502.Inspection;

/// <summary>Finds the host names that a configuration of nginx leads requests to.</summary>
internal static class NginxNames
{
    /// <summary>The names, in the order of the configuration; one that is found in several ways is told for each.</summary>
    /// <param name="reading">The configuration.</param>
    /// <param name="isChosen">Which upstreams are looked at.</param>
    public static IReadOnlyList<NginxName> Of(NginxReading reading, Func<NginxUpstream, bool> isChosen)
    {
        HashSet<(string Path, int Line)> ofGroups = [.. reading.Configuration.Http.Groups.SelectMany(group => group.Servers).Select(server => (server.Path, server.LineNumber))];

        // What a *_pass names without variables is a group of its own, which variables find too (nginx: ngx_http_upstream_init_request).
        HashSet<FpmEndpoint> known =
        [
            .. reading.Configuration.Upstreams.Where(upstream => upstream is { IsDynamic: false, Group: null }).SelectMany(upstream => upstream.Endpoints),
        ];
        var names = new Dictionary<(string Name, NameLookup Lookup, string? Resolver), (NginxSetting? Resolver, List<NameUse> Uses)>();
        foreach (NginxUpstream upstream in reading.Configuration.Upstreams.Where(isChosen))
        {
            foreach (NginxUpstreamServer server in upstream.Servers)
            {
                if (server.Endpoint is not { IsUnixSocket: false } endpoint || IPAddress.TryParse(endpoint.Host, out _))
                {
                    continue;
                }

                bool isOfGroup = ofGroups.Contains((server.Path, server.LineNumber));
                NameLookup lookup = server.Resolves ? NameLookup.WhileRunning
                    : upstream.IsDynamic && !isOfGroup && !known.Contains(endpoint) ? NameLookup.PerRequest
                    : NameLookup.AtLoad;
                NginxSetting? resolver = lookup == NameLookup.AtLoad ? null : ResolverOf(upstream, lookup);
                var key = (endpoint.Host.ToLowerInvariant(), lookup, resolver?.Value);
                if (!names.TryGetValue(key, out (NginxSetting? Resolver, List<NameUse> Uses) found))
                {
                    names[key] = found = (resolver, []);
                }

                found.Uses.Add(new NameUse(upstream.Server, upstream.Location, upstream.Directive, upstream.Upstream, server.Address, endpoint, server.Path, server.LineNumber));
            }
        }

        return [.. names.Select(pair => new NginxName(pair.Value.Uses[0].Endpoint.Host!, pair.Key.Lookup, pair.Value.Resolver, pair.Value.Uses))];
    }

    // A group asks the resolver of its own block, else of http: those of server and location are not its own (nginx 1.27.3).
    private static NginxSetting? ResolverOf(NginxUpstream upstream, NameLookup lookup) => lookup == NameLookup.WhileRunning
        ? upstream.GetGroupSetting("resolver") ?? upstream.Settings.LastOrDefault(setting => setting is { Name: "resolver", Scope: NginxSettingScope.Http })
        : upstream.Settings.LastOrDefault(setting => setting is { Name: "resolver", Scope: not (NginxSettingScope.Upstream or NginxSettingScope.Default) });
}
