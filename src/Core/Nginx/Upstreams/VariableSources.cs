namespace Nginx502.Nginx;

/// <summary>
/// Where the values of variables are written: <c>map</c>, <c>geo</c> and <c>split_clients</c> of http, <c>set</c> of servers and
/// locations.
/// </summary>
internal sealed class VariableSources
{
    private static readonly DirectiveName MapName = DirectiveTable.Get("map");
    private static readonly DirectiveName GeoName = DirectiveTable.Get("geo");
    private static readonly DirectiveName SplitClientsName = DirectiveTable.Get("split_clients");
    private static readonly DirectiveName SetName = DirectiveTable.Get("set");

    private readonly NginxConfiguration _configuration;
    private readonly Dictionary<string, List<SyntaxDirective>> _blocks = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the blocks of http that give variables their values.</summary>
    public VariableSources(NginxConfiguration configuration, HttpBlock http)
    {
        _configuration = configuration;
        foreach (SyntaxDirective directive in http.Directives)
        {
            bool isBlock = directive.Known == MapName || directive.Known == GeoName || directive.Known == SplitClientsName;
            if (isBlock && directive.ArgumentCount > 0 && NameOf(directive.Argument(directive.ArgumentCount - 1)) is { } name)
            {
                if (!_blocks.TryGetValue(name, out List<SyntaxDirective>? blocks))
                {
                    _blocks[name] = blocks = [];
                }

                blocks.Add(directive);
            }
        }
    }

    /// <summary>The values that blocks of http give a variable, as written; null when none does.</summary>
    public IReadOnlyList<VariableValue>? FromBlocks(string name)
    {
        if (!_blocks.TryGetValue(name, out List<SyntaxDirective>? blocks))
        {
            return null;
        }

        var values = new List<VariableValue>();
        foreach (SyntaxDirective block in blocks)
        {
            bool isTotal = false;
            foreach (SyntaxDirective entry in _configuration.Children(block))
            {
                bool isOption = block.Known == GeoName && entry.Name is "proxy" or "delete";
                if (entry.ArgumentCount == 1 && !isOption)
                {
                    values.Add(new VariableValue(entry.Argument(0), entry));
                    isTotal |= entry.Name is "default" or "*";
                }
            }

            if (!isTotal)
            {
                values.Add(new VariableValue(string.Empty, block));
            }
        }

        return values;
    }

    /// <summary>The <c>set</c> directives of a variable among directives, those in inner blocks too.</summary>
    public IEnumerable<SyntaxDirective> Sets(string name, IEnumerable<SyntaxDirective> directives)
    {
        foreach (SyntaxDirective directive in directives)
        {
            if (IsSet(directive, name))
            {
                yield return directive;
            }

            foreach (SyntaxDirective inner in directive.End == SyntaxDirectiveEnd.Block ? Sets(name, _configuration.Children(directive)) : [])
            {
                yield return inner;
            }
        }
    }

    /// <summary>True when a directive is the <c>set</c> of a variable.</summary>
    public static bool IsSet(SyntaxDirective directive, string name) =>
        directive.Known == SetName && directive.ArgumentCount == 2 && string.Equals(NameOf(directive.Argument(0)), name, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// True when something that cannot be read here may give a variable a value: a named capture, a directive of another module, a
    /// program.
    /// </summary>
    public bool MayBeSetElsewhere(string name, IEnumerable<SyntaxDirective> directives)
    {
        foreach (SyntaxDirective directive in directives)
        {
            if ((directive.IsRaw && directive.RawText.Contains(name, StringComparison.Ordinal))
                || IsOtherSource(directive, name)
                || MayBeSetElsewhere(name, _configuration.Children(directive)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOtherSource(SyntaxDirective directive, string name)
    {
        bool isSetter = directive.Name.StartsWith("set_", StringComparison.Ordinal) || directive.Name.EndsWith("_set", StringComparison.Ordinal);
        for (int index = 0; index < directive.ArgumentCount; index++)
        {
            string argument = directive.Argument(index);
            if ((isSetter && string.Equals(NameOf(argument), name, StringComparison.OrdinalIgnoreCase))
                || argument.Contains($"<{name}>", StringComparison.Ordinal) || argument.Contains($"'{name}'", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string? NameOf(string argument) => argument.Length > 1 && argument[0] == '$' ? argument[1..] : null;
}
