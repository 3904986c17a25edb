using System.Text.Json.Serialization;
using Nginx502.Nginx;

namespace Nginx502;

/// <summary>
/// What one <c>*_pass</c> of nginx's configuration reaches, with the settings that are in effect there: each comes from the nearest
/// block that sets it, else from nginx's defaults. All texts are safe to show.
/// </summary>
public sealed class NginxUpstream
{
    private Dictionary<string, NginxSetting>? _byName;
    private IReadOnlyDictionary<string, string>? _parameters;
    private FpmEndpoint[]? _endpoints;

    [JsonConstructor]
    internal NginxUpstream()
    {
    }

    /// <summary>The first name of the virtual server, as error logs name it; where it listens when it has no name.</summary>
    [JsonInclude]
    public string Server { get; internal init; } = string.Empty;

    /// <summary>All names of the virtual server.</summary>
    [JsonInclude]
    public string[] ServerNames { get; internal init; } = [];

    /// <summary>Where the virtual server listens, as written: <c>80</c>, <c>127.0.0.1:8080</c>, <c>[::]:443</c>; <c>*:80</c> when nothing is written.</summary>
    [JsonInclude]
    public string[] Listen { get; internal init; } = [];

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
    public NginxUpstreamServer[] Servers { get; internal init; } = [];

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

    /// <summary>The directory that stands for <c>/</c> where it is of a copy of a server, as -RootPath named it; null where it is of this machine.</summary>
    [JsonInclude]
    public string? RootPath { get; internal init; }

    /// <summary>The settings in effect: those of its protocol, of its group, and others that decide about 502 and 504.</summary>
    [JsonInclude]
    public NginxSetting[] Settings { get; internal init; } = [];

    /// <summary>The first endpoint: where requests go when there is one server; null when none is known.</summary>
    [JsonIgnore]
    public FpmEndpoint? Endpoint => Endpoints.Length > 0 ? Endpoints[0] : null;

    /// <summary>The endpoints of all servers, each once.</summary>
    [JsonIgnore]
    public FpmEndpoint[] Endpoints => _endpoints ??= [.. Servers.Select(server => server.Endpoint).OfType<FpmEndpoint>().Distinct()];

    /// <summary>How long connecting may take: <c>fastcgi_connect_timeout</c> or that of its protocol.</summary>
    [JsonIgnore]
    public TimeSpan? ConnectTimeout => Values.Duration("connect_timeout");

    /// <summary>How long may pass between two writes of the request.</summary>
    [JsonIgnore]
    public TimeSpan? SendTimeout => Values.Duration("send_timeout");

    /// <summary>How long may pass between two reads of the answer.</summary>
    [JsonIgnore]
    public TimeSpan? ReadTimeout => Values.Duration("read_timeout");

    /// <summary>The size of the buffer that the answer's header must fit into, in bytes.</summary>
    [JsonIgnore]
    public long? BufferSizeBytes => Values.Size("buffer_size");

    /// <summary>The buffers for the answer; null for protocols without them.</summary>
    [JsonIgnore]
    public NginxBuffers? Buffers => Values.Buffers("buffers");

    /// <summary>How much of the buffers may be busy with sending to the client, in bytes; null for protocols without buffers.</summary>
    [JsonIgnore]
    public long? BusyBuffersSizeBytes => Values.Size("busy_buffers_size");

    /// <summary>True when answers are buffered; null for protocols that know no choice.</summary>
    [JsonIgnore]
    public bool? Buffering => Values.Flag("buffering");

    /// <summary>True when a request is read as a whole before it is handed over; null for protocols that know no choice.</summary>
    [JsonIgnore]
    public bool? RequestBuffering => Values.Flag("request_buffering");

    /// <summary>True when FastCGI connections are kept open by both sides: <c>fastcgi_keep_conn</c>; null for other protocols.</summary>
    [JsonIgnore]
    public bool? KeepsConnections => Values.Flag("keep_conn");

    /// <summary>How many idle connections each worker of nginx keeps to the group: <c>keepalive</c>; 0 for none.</summary>
    [JsonIgnore]
    public int IdleConnections => Values.IdleConnections();

    /// <summary>What sends a request to the next server: <c>error</c>, <c>timeout</c>, …; <c>off</c> alone for never.</summary>
    [JsonIgnore]
    public string[] NextUpstream => [.. Values.Words("next_upstream")];

    /// <summary>How many servers a request is sent to at most; 0 for all.</summary>
    [JsonIgnore]
    public int? NextUpstreamTries => Values.Number("next_upstream_tries");

    /// <summary>How long a request may be sent to next servers; zero for no limit.</summary>
    [JsonIgnore]
    public TimeSpan? NextUpstreamTimeout => Values.Duration("next_upstream_timeout");

    /// <summary>True when answers of 300 and above give way to <c>error_page</c>.</summary>
    [JsonIgnore]
    public bool? InterceptErrors => Values.Flag("intercept_errors");

    /// <summary>True when a request goes on though the client went away.</summary>
    [JsonIgnore]
    public bool? IgnoresClientAbort => Values.Flag("ignore_client_abort");

    /// <summary>How large a request's body may be before it is a 413: <c>client_max_body_size</c>, in bytes; 0 for no limit.</summary>
    [JsonIgnore]
    public long? ClientMaxBodySizeBytes => Values.WholeOffset("client_max_body_size");

    /// <summary>How long an idle connection of a client is kept: <c>keepalive_timeout</c>.</summary>
    [JsonIgnore]
    public TimeSpan? ClientKeepaliveTimeout => Values.WholeDuration("keepalive_timeout");

    /// <summary>How long may pass between two writes to the client: <c>send_timeout</c>.</summary>
    [JsonIgnore]
    public TimeSpan? ClientSendTimeout => Values.WholeDuration("send_timeout");

    /// <summary>The parameters that are handed over: <c>fastcgi_param</c>, and those of uwsgi and SCGI; masked where they could be a secret.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Parameters => _parameters ??= Values.Parameters();

    /// <summary>What <c>SCRIPT_FILENAME</c> is, with its variables; null when it is not handed over.</summary>
    [JsonIgnore]
    public string? ScriptFileName => Parameters.GetValueOrDefault("SCRIPT_FILENAME");

    /// <summary><c>root</c> or <c>alias</c> as written; null when nothing is.</summary>
    [JsonIgnore]
    public string? DocumentRoot => Values.DocumentRoot();

    private UpstreamValues Values => new(this);

    /// <summary>
    /// A setting by its directive, <c>fastcgi_read_timeout</c> or <c>fastcgi_param SCRIPT_FILENAME</c>; null when it has none of that name.
    /// Where it stands several times the last one counts. What a group says is found when nothing else has the name.
    /// </summary>
    public NginxSetting? GetSetting(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return (_byName ??= ByName()).GetValueOrDefault(name);
    }

    // Whole before anybody sees it: collectors look at one upstream side by side.
    private Dictionary<string, NginxSetting> ByName()
    {
        var found = new Dictionary<string, NginxSetting>(StringComparer.Ordinal);
        foreach (NginxSetting setting in Settings.OrderByDescending(setting => setting.Scope == NginxSettingScope.Upstream))
        {
            found[setting.Name] = setting;
        }

        return found;
    }

    /// <summary>A directive of the group, <c>keepalive</c> or <c>zone</c>; null when the group does not say it.</summary>
    public NginxSetting? GetGroupSetting(string name) =>
        Settings.LastOrDefault(setting => setting.Scope == NginxSettingScope.Upstream && setting.Name == name);

    /// <summary>The server, the location and what it reaches.</summary>
    public override string ToString() => $"{Server} {Location} -> {Upstream}";
}
