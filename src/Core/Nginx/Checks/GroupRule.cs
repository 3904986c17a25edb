namespace Nginx502.Nginx;

/// <summary>
/// Groups and the hosts that <c>*_pass</c> names without one (nginx: src/http/ngx_http_upstream.c, ngx_http_upstream_add: both
/// live in one list, in the order of the configuration).
/// </summary>
internal sealed class GroupRule(CheckReport report, Version? version) : DirectiveRule(report)
{
    // nginx: what a balancing method leaves of the parameters of servers behind it.
    private static readonly string[] WithoutBackup = ["hash", "ip_hash", "random"];
    private static readonly string[] Methods = ["hash", "ip_hash", "least_conn", "least_time", "random"];

    // nginx 1.29.7 takes 0 for none.
    private static readonly Version ZeroIsNone = new(1, 29, 7);

    private readonly Dictionary<string, List<Host>> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<CheckedBlock, string> _methods = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = ["upstream", "keepalive", .. Methods];

    /// <summary>True when the balancing method that was met in a group so far knows no <c>backup</c>.</summary>
    public bool ForbidsBackup(CheckedBlock group) => _methods.TryGetValue(group, out string? method) && WithoutBackup.Contains(method, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void Check(CheckedBlock block, SyntaxDirective directive)
    {
        if (directive.Name == "upstream" && block.Context == DirectiveContexts.Http)
        {
            AddGroup(directive);
        }
        else if (block.Context == DirectiveContexts.Upstream)
        {
            CheckMethod(block, directive);
        }
    }

    /// <summary>Notes a host that a <c>*_pass</c> names.</summary>
    public void AddHost(SyntaxDirective pass, NginxAddress address)
    {
        List<Host> hosts = HostsOf(address.Host);
        Host? known = hosts.Find(host => host.IsGroup || host.Port == 0 || address.Port == 0 || host.Port == address.Port);
        if (known is { IsGroup: true } && address.HasPort)
        {
            Report.Error(pass, 1, "GroupWithPort", $"upstream \"{address.Host}\" may not have port {address.Port}", "It is the name of a group: take the port away.");
        }
        else if (known is null)
        {
            hosts.Add(new Host(address.Host, address.Port, address.HasPort, address.IsUnixSocket, IsGroup: false, pass));
        }
    }

    /// <inheritdoc/>
    public override void End()
    {
        foreach (Host host in _hosts.Values.SelectMany(hosts => hosts).Where(host => host is { IsGroup: false, Port: 0, IsUnixSocket: false }))
        {
            Report.Error(host.Directive, 1, "NoPort", $"no port in upstream \"{host.Name}\"", "Add the port, or define a group of this name.");
        }
    }

    private void AddGroup(SyntaxDirective directive)
    {
        string name = directive.Argument(0);
        List<Host> hosts = HostsOf(name);
        Host? known = hosts.FirstOrDefault();
        if (known is { IsGroup: true })
        {
            Report.Error(directive, 1, "DuplicateGroup", $"duplicate upstream \"{name}\"", $"It stands in line {known.Directive.LineNumber} of {known.Directive.File.Path} too: make one of both.");
        }
        else if (known is { HasPort: true })
        {
            Report.Error(known.Directive, 1, "GroupWithPort", $"upstream \"{name}\" may not have port {known.Port}", "It is the name of a group: take the port away.");
        }

        hosts.Clear();
        hosts.Add(new Host(name, 0, HasPort: false, IsUnixSocket: false, IsGroup: true, directive));
    }

    private List<Host> HostsOf(string name)
    {
        if (!_hosts.TryGetValue(name, out List<Host>? hosts))
        {
            _hosts[name] = hosts = [];
        }

        return hosts;
    }

    private void CheckMethod(CheckedBlock group, SyntaxDirective directive)
    {
        if (directive.Name == "keepalive")
        {
            if (!NginxSize.TryParseNumber(directive.Argument(0), out long number) || (number == 0 && version < ZeroIsNone))
            {
                Report.Error(directive, 1, "InvalidValue", $"invalid value \"{directive.Argument(0)}\" in \"keepalive\" directive", "Write the number of idle connections that each worker keeps.");
            }
        }
        else if (_methods.ContainsKey(group))
        {
            Report.Warning(directive, 0, "MethodRedefined", "load balancing method redefined", "Keep one method, and write it before keepalive.");
        }

        _methods[group] = directive.Name == "keepalive" && _methods.TryGetValue(group, out string? method) ? method : directive.Name;
    }

    private sealed record Host(string Name, int Port, bool HasPort, bool IsUnixSocket, bool IsGroup, SyntaxDirective Directive);
}
