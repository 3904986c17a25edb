namespace Nginx502.Nginx;

/// <summary>Which directives are settings of the upstreams of one protocol, and what is in effect when none is written.</summary>
internal sealed class SettingCatalogue
{
    // What decides about the client's side of a 502 or 504, whatever is spoken to the upstream.
    private static readonly string[] CommonNames =
    [
        "client_body_temp_path", "client_body_timeout", "client_max_body_size", "error_page", "keepalive_timeout", "recursive_error_pages",
        "resolver", "resolver_timeout", "root", "alias", "send_timeout",
    ];

    // nginx 1.29.7 changed what is built in.
    private static readonly Version FirstWithNewDefaults = new(1, 29, 7);

    private static readonly SettingCatalogue[] OfOldReleases = Make(hasNewDefaults: false);
    private static readonly SettingCatalogue[] OfNewReleases = Make(hasNewDefaults: true);

    private readonly Dictionary<DirectiveName, SettingSlot> _slots = [];
    private readonly List<SettingSlot> _order = [];

    private SettingCatalogue(UpstreamProtocol protocol, bool hasNewDefaults)
    {
        Protocol = protocol;
        Prefix = PrefixOf(protocol);
        PassName = DirectiveTable.Get(Prefix + "pass");
        IEnumerable<DirectiveName> own = DirectiveTable.Names
            .Where(name => name.Text.StartsWith(Prefix, StringComparison.Ordinal) && name != PassName && DefinitionOf(name) is not null)
            .OrderBy(name => name.Text, StringComparer.Ordinal);
        foreach (DirectiveName name in own.Concat(CommonNames.Select(DirectiveTable.Get)))
        {
            Add(name, hasNewDefaults);
        }

        if (protocol is UpstreamProtocol.FastCgi or UpstreamProtocol.Http or UpstreamProtocol.Uwsgi or UpstreamProtocol.Scgi)
        {
            Buffers = new BufferSlots(Slot("buffer_size"), Slot("buffers"), Slot("busy_buffers_size"), Slot("temp_file_write_size"), Slot("max_temp_file_size"));
        }
    }

    /// <summary>The number of protocols.</summary>
    public static int Count => OfOldReleases.Length;

    /// <summary>The protocol.</summary>
    public UpstreamProtocol Protocol { get; }

    /// <summary>The place of this catalogue among all.</summary>
    public int Index => (int)Protocol;

    /// <summary>What the names of the protocol's directives begin with: <c>fastcgi_</c>.</summary>
    public string Prefix { get; }

    /// <summary>The directive that hands over.</summary>
    public DirectiveName PassName { get; }

    /// <summary>The settings of the buffers for answers; null for protocols that have none.</summary>
    public BufferSlots? Buffers { get; }

    /// <summary>The settings in order.</summary>
    public IReadOnlyList<SettingSlot> Slots => _order;

    /// <summary>The catalogues of a release, in the order of the protocols; those of older ones when it is not known.</summary>
    public static IReadOnlyList<SettingCatalogue> For(Version? version) => HasNewDefaults(version) ? OfNewReleases : OfOldReleases;

    /// <summary>True for releases that have other defaults than those before them; false when it is not known which release it is.</summary>
    public static bool HasNewDefaults(Version? version) => version >= FirstWithNewDefaults;

    /// <summary>What the names of a protocol's directives begin with.</summary>
    public static string PrefixOf(UpstreamProtocol protocol) => protocol switch
    {
        UpstreamProtocol.FastCgi => "fastcgi_",
        UpstreamProtocol.Http => "proxy_",
        UpstreamProtocol.Uwsgi => "uwsgi_",
        UpstreamProtocol.Scgi => "scgi_",
        UpstreamProtocol.Grpc => "grpc_",
        _ => "memcached_",
    };

    /// <summary>The setting that a directive is; null when it is none.</summary>
    public SettingSlot? SlotOf(DirectiveName? name) => name is null ? null : _slots.GetValueOrDefault(name);

    /// <summary>The setting of a name: <c>fastcgi_read_timeout</c>; null when it is none of this protocol.</summary>
    public SettingSlot? SlotOf(string name) => SlotOf(DirectiveTable.Find(System.Text.Encoding.UTF8.GetBytes(name)));

    private SettingSlot Slot(string name) => _slots[DirectiveTable.Get(Prefix + name)];

    private static SettingCatalogue[] Make(bool hasNewDefaults) =>
        [.. Enum.GetValues<UpstreamProtocol>().Select(protocol => new SettingCatalogue(protocol, hasNewDefaults))];

    private static DirectiveDefinition? DefinitionOf(DirectiveName name) =>
        name.Definitions.FirstOrDefault(definition => (definition.Contexts & DirectiveContexts.Location) != 0);

    private void Add(DirectiveName name, bool hasNewDefaults)
    {
        // nginx keeps one path of both: src/http/ngx_http_core_module.c, ngx_http_core_root.
        if (name.Text == "alias")
        {
            _slots[name] = _slots[DirectiveTable.Get("root")];
            return;
        }

        DirectiveDefinition definition = DefinitionOf(name) ?? throw new ArgumentException($"{name} is no setting of a location.", nameof(name));
        var slot = new SettingSlot(
            _order.Count, name, definition, definition.Kind == DirectiveValueKind.Mask, SettingNames.HasParameter(name.Text), SettingDefaults.Of(name.Text, Prefix, hasNewDefaults));
        _slots[name] = slot;
        _order.Add(slot);
    }
}
