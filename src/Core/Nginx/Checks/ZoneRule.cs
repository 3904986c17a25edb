namespace Nginx502.Nginx;

/// <summary>Shared memory zones: their sizes, and that what is used is defined (nginx: ngx_http_limit_req_zone, ngx_http_file_cache_set_slot).</summary>
internal sealed class ZoneRule(CheckReport report) : DirectiveRule(report)
{
    private static readonly long Smallest = 8L * Environment.SystemPageSize;

    private static readonly string[] CachePrefixes = ["fastcgi", "proxy", "scgi", "uwsgi"];

    // The zones, with the key of those that count by one.
    private readonly Dictionary<string, string> _defined = new(StringComparer.Ordinal);
    private readonly List<(string Name, SyntaxDirective Use)> _limits = [];
    private readonly List<(string Name, SyntaxDirective Use)> _caches = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } =
    [
        "limit_req_zone", "limit_conn_zone", "limit_req", "limit_conn",
        .. CachePrefixes.SelectMany(prefix => new[] { prefix + "_cache_path", prefix + "_cache" }),
    ];

    /// <inheritdoc/>
    public override void Check(CheckedBlock block, SyntaxDirective directive)
    {
        if ((block.Context & (DirectiveContexts.Stream | DirectiveContexts.StreamServer)) != 0)
        {
            return;
        }

        switch (directive.Name)
        {
            case "limit_req_zone" or "limit_conn_zone":
                Define(directive, "zone=", "invalid zone size", "zone", "zone");
                break;
            case "limit_conn":
                CheckConnections(directive);
                break;
            case "limit_req":
                CheckRequests(directive);
                break;
            case string path when path.EndsWith("_path", StringComparison.Ordinal):
                Define(directive, "keys_zone=", "invalid keys zone size", "keys zone", "keys_zone");
                break;
            default:
                if (directive.Argument(0) != "off" && !directive.ArgumentWord(0).HasDollar)
                {
                    _caches.Add((directive.Argument(0), directive));
                }

                break;
        }
    }

    /// <inheritdoc/>
    public override void End()
    {
        foreach ((string name, SyntaxDirective use) in _caches.Where(use => !_defined.ContainsKey(use.Name)))
        {
            Report.Error(use, 1, "UnknownName", $"\"{use.Name}\" zone \"{name}\" is unknown", $"Define it with {use.Name}_path … keys_zone={name}:10m in http.");
        }

        foreach ((string name, SyntaxDirective use) in _limits.Where(use => !_defined.ContainsKey(use.Name)))
        {
            Report.Error(use, 1, "UnknownName", $"zero size shared memory zone \"{name}\"", $"Define it with {use.Name}_zone in http.");
        }
    }

    private void Define(SyntaxDirective directive, string prefix, string wrongSize, string kind, string parameter)
    {
        for (int index = 1; index < directive.ArgumentCount; index++)
        {
            string value = directive.Argument(index);
            if (!value.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            int colon = value.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !NginxSize.TryParse(value.AsSpan(colon + 1), out long bytes))
            {
                Report.Error(directive, index + 1, "InvalidValue", $"{wrongSize} \"{value}\"", $"Write {prefix}name:10m.");
            }
            else if (kind == "zone" && bytes < Smallest)
            {
                Report.Error(directive, index + 1, "InvalidValue", $"{kind} \"{value}\" is too small", $"It needs at least {NginxSize.Format(Smallest)}.");
            }

            string name = value[prefix.Length..(colon < 0 ? value.Length : colon)];
            if (!_defined.TryAdd(name, directive.Argument(0)) && kind == "zone")
            {
                Report.Error(directive, index + 1, "DuplicateName", $"{directive.Name} \"{name}\" is already bound to key \"{_defined[name]}\"", "Give one of both another name.");
            }

            return;
        }

        Report.Error(directive, 0, "InvalidValue", $"\"{directive.Name}\" must have \"{parameter}\" parameter");
    }

    private void CheckConnections(SyntaxDirective directive)
    {
        string count = directive.Argument(1);
        if (!NginxSize.TryParseNumber(count, out long number) || number == 0)
        {
            Report.Error(directive, 2, "InvalidValue", $"invalid number of connections \"{count}\"");
        }
        else if (number > ushort.MaxValue)
        {
            Report.Error(directive, 2, "InvalidValue", "connection limit must be less 65536");
        }

        _limits.Add((directive.Argument(0), directive));
    }

    private void CheckRequests(SyntaxDirective directive)
    {
        bool hasZone = false;
        for (int index = 0; index < directive.ArgumentCount; index++)
        {
            string value = directive.Argument(index);
            int equals = value.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? value : value[..equals];
            bool isPositive = NginxSize.TryParseNumber(value.AsSpan(equals + 1), out long number) && number > 0;
            if (name == "zone" && equals > 0)
            {
                hasZone = true;
                _limits.Add((value[(equals + 1)..], directive));
            }
            else if (!(name is "burst" or "delay" && equals > 0 && isPositive) && value != "nodelay")
            {
                string what = name is "burst" or "delay" && equals > 0 ? $"invalid {name} value" : "invalid parameter";
                Report.Error(directive, index + 1, "InvalidValue", $"{what} \"{value}\"");
            }
        }

        if (!hasZone)
        {
            Report.Error(directive, 0, "InvalidValue", "\"limit_req\" must have \"zone\" parameter");
        }
    }
}
