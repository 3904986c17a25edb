namespace Nginx502.Nginx;

/// <summary>
/// Where servers listen, and which of them have the same name there (nginx: src/http/ngx_http.c, ngx_http_add_addresses and
/// ngx_http_server_names).
/// </summary>
internal sealed class ListenRule(CheckReport report) : DirectiveRule(report)
{
    private readonly Dictionary<string, ListenAddress> _addresses = new(StringComparer.Ordinal);
    private readonly List<ServerNames> _servers = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = ["server", "listen", "server_name"];

    /// <inheritdoc/>
    public override void Check(CheckedBlock block, SyntaxDirective directive)
    {
        if (directive.Name == "server" && block.Context == DirectiveContexts.Http)
        {
            _servers.Add(new ServerNames(directive));
        }
        else if (block.Context == DirectiveContexts.Server && directive.Name == "listen")
        {
            CheckListen(directive, _servers[^1]);
        }
        else if (block.Context == DirectiveContexts.Server && directive.Name == "server_name")
        {
            _servers[^1].Directives.Add(directive);
        }
    }

    /// <inheritdoc/>
    public override void End()
    {
        foreach (ServerNames server in _servers.Where(server => !server.Listens))
        {
            AddressOf("0.0.0.0:80").Servers.Add(server);
        }

        foreach ((string address, ListenAddress listen) in _addresses.Where(address => address.Value.Servers.Count > 1))
        {
            new ServerNameConflicts(Report, address).Check(listen.Servers);
        }
    }

    private void CheckListen(SyntaxDirective directive, ServerNames server)
    {
        server.Listens = true;
        ListenParameters parameters = ListenParameters.Read(directive);
        if (parameters.Error is { } error)
        {
            Report.Error(directive, parameters.WrongWord + 1, "InvalidValue", error, parameters.WrongWord == 0 ? "Write a port, address:port, [ipv6]:port or unix:/path." : null);
            return;
        }

        foreach (string text in parameters.Addresses)
        {
            ListenAddress address = AddressOf(text);
            if (address.Servers.Count > 0 && address.Servers[^1] == server)
            {
                Report.Error(directive, 1, "DuplicateListen", $"a duplicate listen {text}", "This server listens there already: take this line away.");
                continue;
            }

            address.Servers.Add(server);
            if (parameters.SetsOptions && address.Options is { } options)
            {
                Report.Error(directive, 1, "DuplicateListen", $"duplicate listen options for {text}", $"They stand in line {options.LineNumber} of {options.File.Path} too: keep them in one place.");
            }
            else if (parameters.IsDefault && address.Default is { } other)
            {
                Report.Error(directive, 1, "DuplicateDefaultServer", $"a duplicate default server for {text}", $"It is in line {other.LineNumber} of {other.File.Path} already: take default_server away from one of both.");
            }

            address.Options ??= parameters.SetsOptions ? directive : null;
            address.Default ??= parameters.IsDefault ? directive : null;
        }
    }

    private ListenAddress AddressOf(string text)
    {
        if (!_addresses.TryGetValue(text, out ListenAddress? address))
        {
            _addresses[text] = address = new ListenAddress();
        }

        return address;
    }

    private sealed class ListenAddress
    {
        public List<ServerNames> Servers { get; } = [];

        public SyntaxDirective? Options { get; set; }

        public SyntaxDirective? Default { get; set; }
    }
}
