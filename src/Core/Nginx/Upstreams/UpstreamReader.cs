namespace Nginx502.Nginx;

/// <summary>Reads every <c>*_pass</c> of http with what is in effect there.</summary>
/// <param name="configuration">The configuration.</param>
/// <param name="http">Its blocks.</param>
internal sealed class UpstreamReader(NginxConfiguration configuration, HttpModel http)
{
    private static readonly DirectiveName ServerNameName = DirectiveTable.Get("server_name");
    private static readonly DirectiveName ListenName = DirectiveTable.Get("listen");

    private readonly IReadOnlyList<SettingCatalogue> _catalogues = SettingCatalogue.For(configuration.Options.Version);
    private readonly List<UpstreamSite> _found = [];

    /// <summary>The upstreams, in the order of the configuration.</summary>
    public IReadOnlyList<UpstreamSite> ReadAll()
    {
        foreach (HttpBlock server in http.Servers())
        {
            var names = ServerText.Read(server, ServerNameName, ListenName);
            ReadBlock(server, names, location: string.Empty);
        }

        return _found;
    }

    private void ReadBlock(HttpBlock block, ServerText server, string location)
    {
        foreach (SyntaxDirective directive in block.Directives)
        {
            if (directive.Known is { } name && directive.ArgumentCount == 1 && CatalogueOf(name) is { } catalogue)
            {
                _found.Add(ReadPass(directive, catalogue, block, server, location));
            }
        }

        foreach (HttpBlock inner in http.Inner(block))
        {
            string text = LocationText(inner.Directive!);
            ReadBlock(inner, server, location.Length == 0 ? text : $"{location} > {text}");
        }
    }

    private SettingCatalogue? CatalogueOf(DirectiveName name)
    {
        foreach (SettingCatalogue catalogue in _catalogues)
        {
            if (catalogue.PassName == name)
            {
                return catalogue;
            }
        }

        return null;
    }

    // ~ \.php$, and for what is no location with its name: if ($x), limit_except GET.
    private static string LocationText(SyntaxDirective block)
    {
        string arguments = SafeText.Escape(string.Join(' ', block.Arguments()));
        return block.Name == "location" ? arguments : $"{block.Name} {arguments}";
    }

    private UpstreamSite ReadPass(SyntaxDirective directive, SettingCatalogue catalogue, HttpBlock block, ServerText server, string location)
    {
        string target = directive.Argument(0);
        bool isDynamic = directive.ArgumentWord(0).HasDollar && VariableText.HasVariable(target);
        var variables = new VariableValues(http.Variables, block);
        IReadOnlyList<VariableValue> values = isDynamic ? variables.Of(target, directive) : [new VariableValue(target, directive)];

        var servers = new List<NginxUpstreamServer>();
        var groups = new HashSet<UpstreamGroup?>();
        var addresses = new List<AddressSite>();
        foreach (VariableValue value in values)
        {
            if (value.Text.Length == 0)
            {
                continue;
            }

            PassTarget parsed = PassTarget.Parse(catalogue.Protocol, value.Text);
            UpstreamGroup? group = parsed.Address is { IsUnixSocket: false, HasPort: false, Error: null } ? http.Group(parsed.Address.Host) : null;
            groups.Add(group);
            servers.AddRange(group?.Servers ?? [UpstreamServerReader.Plain(parsed.Address, value.Text, value.Origin)]);
            addresses.AddRange(group?.Addresses ?? [new AddressSite(value.Origin, value.Text, parsed.Address.Endpoint)]);
        }

        UpstreamGroup? only = groups.Count == 1 ? groups.First() : null;
        IReadOnlyList<NginxSetting> settings = block.Settings(catalogue).All;
        var upstream = new NginxUpstream
        {
            Server = server.Name,
            ServerNames = [.. server.Names],
            Listen = [.. server.Listen],
            Location = location,
            Directive = catalogue.PassName.Text,
            Protocol = catalogue.Protocol,
            Upstream = ArgumentMask.MaskCredentials(SafeText.Escape(target)),
            Group = only is null ? null : SafeText.Escape(only.Name),
            IsDynamic = isDynamic,
            IsResolved = variables.IsComplete,
            Servers = isDynamic ? [.. servers.Distinct()] : [.. servers],
            Path = directive.File.Path,
            LineNumber = directive.LineNumber,
            MasterConfigurationPath = configuration.Path,
            ProcessId = configuration.Options.ProcessId,
            RootPath = configuration.Options.RootPath is { } root ? SafeText.Escape(root) : null,
            Settings = only is null ? [.. settings] : [.. settings, .. only.Settings, .. BuiltInto(only)],
        };
        return new UpstreamSite(upstream, catalogue, block, directive, addresses);
    }

    // nginx 1.29.7: a group keeps connections unless it says otherwise.
    private IEnumerable<NginxSetting> BuiltInto(UpstreamGroup group) =>
        SettingCatalogue.HasNewDefaults(configuration.Options.Version) && group.Settings.All(setting => setting.Name != "keepalive")
            ? [SettingDefaults.Default("keepalive", "32 local")]
            : [];
}
