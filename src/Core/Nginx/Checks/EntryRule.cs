namespace Nginx502.Nginx;

/// <summary>Blocks of entries: <c>map</c>, <c>geo</c>, <c>split_clients</c>, <c>types</c> (nginx: ngx_http_map, ngx_http_geo, ngx_http_split_clients, ngx_http_core_type).</summary>
internal sealed class EntryRule(CheckReport report, NginxConfiguration configuration) : DirectiveRule(report)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = ["map", "geo", "split_clients", "types"];

    /// <inheritdoc/>
    public override void Check(CheckedBlock block, SyntaxDirective directive)
    {
        if (directive.Name != "types" && !directive.Argument(directive.ArgumentCount - 1).StartsWith('$'))
        {
            string name = directive.Argument(directive.ArgumentCount - 1);
            Say(directive, directive.ArgumentCount, $"invalid variable name \"{name}\"", "The name of a variable begins with $.");
        }

        IReadOnlyList<SyntaxDirective> entries = configuration.Children(directive);
        foreach (SyntaxDirective entry in entries)
        {
            if (entry.End == SyntaxDirectiveEnd.Block && !entry.Words.IsEmpty)
            {
                Report.Error(entry, 0, "UnexpectedCharacter", "unexpected \"{\"", $"Entries of \"{directive.Name}\" open no blocks: end this one with \";\".");
            }
        }

        switch (directive.Name)
        {
            case "map":
                CheckMap(entries);
                break;
            case "geo":
                CheckGeo(entries);
                break;
            case "split_clients":
                CheckShares(directive, entries);
                break;
            default:
                CheckTypes(entries);
                break;
        }
    }

    private void Say(SyntaxDirective directive, int word, string message, string? advice = null) => Report.Error(directive, word, "InvalidValue", message, advice);

    private void CheckMap(IReadOnlyList<SyntaxDirective> entries)
    {
        bool hasDefault = false;
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (SyntaxDirective entry in entries)
        {
            if (entry.ArgumentCount == 0 && entry.Name is "hostnames" or "volatile")
            {
                continue;
            }

            if (entry.ArgumentCount != 1)
            {
                Say(entry, 0, "invalid number of the map parameters", "An entry is a value, a blank, and what the variable is then.");
            }
            else if (entry.Name == "default")
            {
                if (hasDefault)
                {
                    Say(entry, 0, "duplicate default map parameter");
                }

                hasDefault = true;
            }
            else if (!entry.Name.StartsWith('~') && !keys.Add(Key(entry)))
            {
                Say(entry, 0, $"conflicting parameter \"{Key(entry).ToLowerInvariant()}\"", "It stands in this block twice: keep one of both.");
            }
        }
    }

    // A backslash takes the meaning from a word: \default.
    private static string Key(SyntaxDirective entry) => entry.Name.StartsWith('\\') ? entry.Name[1..] : entry.Name;

    private void CheckGeo(IReadOnlyList<SyntaxDirective> entries)
    {
        foreach (SyntaxDirective entry in entries)
        {
            bool isOption = entry.ArgumentCount == 0 && entry.Name is "ranges" or "proxy_recursive" or "volatile";
            if (!isOption && entry.ArgumentCount != 1)
            {
                Say(entry, 0, "invalid number of the geo parameters", "An entry is a network, a blank, and what the variable is then.");
            }
        }
    }

    private void CheckShares(SyntaxDirective directive, IReadOnlyList<SyntaxDirective> entries)
    {
        decimal total = 0;
        foreach (SyntaxDirective entry in entries)
        {
            bool isRest = entry.Name == "*";
            bool isShare = entry.Name.EndsWith('%')
                && decimal.TryParse(entry.Name.AsSpan(0, entry.Name.Length - 1), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out decimal share)
                && share > 0 && decimal.Round(share, 2) == share && Add(share);
            if (!isRest && !isShare)
            {
                Say(entry, 0, $"invalid percent value \"{entry.Name}\"", "Write a percentage with at most two digits behind the point, 0.5%, or * for the rest.");
            }
        }

        if (total > 100)
        {
            Say(directive, 0, "percent total is greater than 100%");
        }

        bool Add(decimal share)
        {
            total += share;
            return true;
        }
    }

    private void CheckTypes(IReadOnlyList<SyntaxDirective> entries)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (SyntaxDirective entry in entries)
        {
            for (int index = 0; index < entry.ArgumentCount; index++)
            {
                // nginx keeps extensions in small letters.
                string extension = entry.Argument(index);
                if (types.TryGetValue(extension, out string? before))
                {
                    Report.Warning(entry, index + 1, "DuplicateValue", $"duplicate extension \"{extension}\", content type: \"{entry.Name}\", previous content type: \"{before}\"");
                }

                types[extension.ToLowerInvariant()] = entry.Name;
            }
        }
    }
}
