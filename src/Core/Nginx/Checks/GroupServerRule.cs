namespace Nginx502.Nginx;

/// <summary>The servers of groups (nginx: src/http/ngx_http_upstream.c, ngx_http_upstream_server).</summary>
internal sealed class GroupServerRule(CheckReport report, GroupRule groups, Version? version) : DirectiveRule(report)
{
    // nginx 1.27.3 took over what only its commercial edition had.
    private static readonly Version FirstWithResolve = new(1, 27, 3);

    private readonly Dictionary<SyntaxDirective, (int All, int Backup)> _servers = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = ["upstream", "server"];

    /// <inheritdoc/>
    public override void Check(CheckedBlock block, SyntaxDirective directive)
    {
        if (directive.Name == "upstream" && block.Context == DirectiveContexts.Http)
        {
            _servers.TryAdd(directive, default);
        }
        else if (directive.Name == "server" && block.Context == DirectiveContexts.Upstream)
        {
            CheckServer(block, directive);
        }
    }

    /// <inheritdoc/>
    public override void End()
    {
        foreach ((SyntaxDirective group, (int all, int backup)) in _servers)
        {
            if (all == 0)
            {
                Report.Error(group, 0, "NoServers", "no servers are inside upstream", "Add a server to the group, or take the group away.");
            }
            else if (all == backup)
            {
                Report.Error(group, 0, "NoServers", $"no servers in upstream \"{group.Argument(0)}\"", "At least one server must be no backup.");
            }
        }
    }

    private void CheckServer(CheckedBlock group, SyntaxDirective directive)
    {
        bool isBackup = false;
        for (int index = 1; index < directive.ArgumentCount; index++)
        {
            string parameter = directive.Argument(index);
            isBackup |= parameter == "backup";
            if (parameter == "backup" && groups.ForbidsBackup(group))
            {
                Report.Error(directive, index + 1, "InvalidValue", $"balancing method does not support parameter \"{parameter}\"", "Take backup away, or use least_conn or no method.");
            }
            else if (!IsParameter(parameter))
            {
                Report.Error(directive, index + 1, "InvalidValue", $"invalid parameter \"{parameter}\"", "Possible are weight=, max_conns=, max_fails=, fail_timeout=, backup and down.");
            }
        }

        string address = directive.Argument(0);
        if (NginxAddress.Parse(address, 80, allowsUri: false).Error is { } error)
        {
            Report.Error(directive, 1, "InvalidAddress", $"{error} in upstream \"{address}\"", "Write unix:/path, host:port or host, without scheme and path.");
        }

        (int all, int backup) = _servers.GetValueOrDefault(group.Directive!);
        _servers[group.Directive!] = (all + 1, backup + (isBackup ? 1 : 0));
    }

    private bool IsParameter(string parameter)
    {
        int equals = parameter.IndexOf('=', StringComparison.Ordinal);
        ReadOnlySpan<char> value = parameter.AsSpan(equals + 1);
        return (equals < 0 ? parameter : parameter[..equals]) switch
        {
            "weight" when equals > 0 => NginxSize.TryParseNumber(value, out long weight) && weight > 0,
            "max_conns" or "max_fails" when equals > 0 => NginxSize.TryParseNumber(value, out _),
            "fail_timeout" when equals > 0 => NginxTime.TryParseSeconds(value, out _),
            "backup" or "down" when equals < 0 => true,
            "resolve" or "drain" when equals < 0 => !(version < FirstWithResolve),
            "service" or "route" when equals > 0 => !(version < FirstWithResolve) && value.Length > 0,
            _ => false,
        };
    }
}
