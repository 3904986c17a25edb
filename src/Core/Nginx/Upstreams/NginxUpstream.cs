using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// What one <c>*_pass</c> of nginx's configuration reaches, with the settings that are in effect there: each comes from the nearest
/// block that sets it, else from nginx's defaults. All texts are safe to show.
/// </summary>
public sealed class NginxUpstream
{
    private Dictionary<string, NginxSetting>? _byName;
    private IReadOnlyList<FpmEndpoint>? _endpoints;

    [JsonConstructor]
    internal NginxUpstream()
    {
    }

    /// <summary>The first name of the virtual server, as error logs name it; where it listens when it has no name.</summary>
    [JsonInclude]
    public string Server { get; internal init; } = string.Empty;

    /// <summary>All names of the virtual server.</summary>
    [JsonInclude]
    public IReadOnlyList<string> ServerNames { get; internal init; } = [];

    /// <summary>Where the virtual server listens, as written: <c>80</c>, <c>127.0.0.1:8080</c>, <c>[::]:443</c>; <c>*:80</c> when nothing is written.</summary>
    [JsonInclude]
    public IReadOnlyList<string> Listen { get; internal init; } = [];

    /// <summary>The location as written behind the word: <c>~ \.php$</c>; with the outer ones before it where it is nested, separated by <c> > </c>.</summary>
    [JsonInclude]
    public string Location { get; internal init; } = string.Empty;

    /// <summary>The directive that hands over: <c>fastcgi_pass</c>.</summary>
    [JsonInclude]
    public string Directive { get; internal init; } = string.Empty;

    /// <summary>What nginx speaks to it.</summary>
    [JsonInclude]
    public UpstreamProtocol Protocol { get; internal init; }

    /// <summary>What the directive names, as written: an address, a group, or a text with variables.</summary>
    [JsonInclude]
    public string Upstream { get; internal init; } = string.Empty;

    /// <summary>The name of the <c>upstream</c> group that it is, or null when it names an address itself.</summary>
    [JsonInclude]
    public string? Group { get; internal init; }

    /// <summary>True when it holds variables: nginx knows the address for each request only.</summary>
    [JsonInclude]
    public bool IsDynamic { get; internal init; }

    /// <summary>
    /// True when every value that the variables can have is known, from <c>set</c>, <c>map</c> and the like; the servers are those of all
    /// values then. Always true without variables.
    /// </summary>
    [JsonInclude]
    public bool IsResolved { get; internal init; }

    /// <summary>The servers that requests go to.</summary>
    [JsonInclude]
    public IReadOnlyList<NginxUpstreamServer> Servers { get; internal init; } = [];

    /// <summary>The file of the directive.</summary>
    [JsonInclude]
    public string Path { get; internal init; } = string.Empty;

    /// <summary>The line of the directive, from 1.</summary>
    [JsonInclude]
    public int LineNumber { get; internal init; }

    /// <summary>The main file of the configuration.</summary>
    [JsonInclude]
    public string MasterConfigurationPath { get; internal init; } = string.Empty;

    /// <summary>The process number of the running master with this configuration; null when none runs.</summary>
    [JsonInclude]
    public int? ProcessId { get; internal init; }

    /// <summary>The settings in effect: those of its protocol, of its group, and others that decide about 502 and 504.</summary>
    [JsonInclude]
    public IReadOnlyList<NginxSetting> Settings { get; internal init; } = [];

    /// <summary>The first endpoint: where requests go when there is one server; null when none is known.</summary>
    [JsonIgnore]
    public FpmEndpoint? Endpoint => Endpoints.Count > 0 ? Endpoints[0] : null;

    /// <summary>The endpoints of all servers, each once.</summary>
    [JsonIgnore]
    public IReadOnlyList<FpmEndpoint> Endpoints => _endpoints ??= [.. Servers.Select(server => server.Endpoint).OfType<FpmEndpoint>().Distinct()];

    /// <summary>A setting by its directive, <c>fastcgi_read_timeout</c> or <c>fastcgi_param SCRIPT_FILENAME</c>; null when it has none of that name.</summary>
    public NginxSetting? GetSetting(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _byName ??= Settings.ToDictionary(setting => setting.Name, StringComparer.Ordinal);
        return _byName.GetValueOrDefault(name);
    }

    /// <summary>The server, the location and what it reaches.</summary>
    public override string ToString() => $"{Server} {Location} -> {Upstream}";
}
