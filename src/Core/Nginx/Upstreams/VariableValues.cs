namespace Nginx502.Nginx;

/// <summary>Tells which values a text with variables can have in one place, as far as the configuration says so.</summary>
/// <param name="sources">Where values are written.</param>
/// <param name="block">The block that the text stands in.</param>
internal sealed class VariableValues(VariableSources sources, HttpBlock block)
{
    private const int MaxValues = 256;
    private const int MaxDepth = 8;

    private static readonly DirectiveName ServerName = DirectiveTable.Get("server_name");

    /// <summary>True as long as every value was found.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The values of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="origin">The line that it stands in.</param>
    public IReadOnlyList<VariableValue> Of(string text, SyntaxDirective origin) => [.. Of(text, origin, depth: 0).Distinct()];

    private List<VariableValue> Of(string text, SyntaxDirective origin, int depth)
    {
        List<VariableValue> values = [new VariableValue(string.Empty, origin)];
        IReadOnlyList<VariableTextPart> parts = VariableText.Split(text);
        foreach (VariableTextPart part in parts)
        {
            List<VariableValue> next = part.IsVariable ? OfVariable(part.Text, origin, depth) : [new VariableValue(part.Text, origin)];

            // A text that is one variable was written where that variable's value was.
            values = [.. values.SelectMany(left => next.Select(right => new VariableValue(left.Text + right.Text, parts.Count == 1 ? right.Origin : origin))).Take(MaxValues + 1)];
            if (values.Count > MaxValues)
            {
                IsComplete = false;
                values.RemoveAt(MaxValues);
            }
        }

        return values;
    }

    private List<VariableValue> OfVariable(string name, SyntaxDirective origin, int depth)
    {
        if (OfConstant(name, origin) is { } constant)
        {
            return constant;
        }

        List<VariableValue> written = [.. sources.FromBlocks(name) ?? [], .. FromSets(name, origin)];
        if (written.Count == 0 || depth == MaxDepth || (block.Server is { } server && sources.MayBeSetElsewhere(name, server.Directives)))
        {
            IsComplete = false;
        }

        return depth == MaxDepth ? [] : [.. written.SelectMany(value => Of(value.Text, value.Origin, depth + 1)).Take(MaxValues + 1)];
    }

    // What the configuration alone decides.
    private List<VariableValue>? OfConstant(string name, SyntaxDirective origin) => name switch
    {
        "scheme" => [new VariableValue("http", origin), new VariableValue("https", origin)],
        "server_name" when block.Server?.Own(ServerName).FirstOrDefault()?.Argument(0) is { Length: > 0 } server && !server.StartsWith('~') && !server.StartsWith('$') =>
            [new VariableValue(server.TrimStart('.'), origin)],
        _ => null,
    };

    // The lines of a server run first, then those of the location that was found: the last one that always runs decides. Without
    // such a one all of the server count, since a request may come from another location.
    private List<VariableValue> FromSets(string name, SyntaxDirective origin)
    {
        if (block.Server is not { } server)
        {
            return [];
        }

        List<SyntaxDirective> sets = Decisive(name, Location().Directives) ?? [.. sources.Sets(name, server.Directives)];
        bool isAlwaysSet = sets.Any(set => Location().Directives.Contains(set) || server.Directives.Contains(set));
        List<VariableValue> values = sets.ConvertAll(set => new VariableValue(set.Argument(1), set));
        if (values.Count > 0 && !isAlwaysSet)
        {
            values.Add(new VariableValue(string.Empty, origin));
        }

        return values;
    }

    // The last set that always runs and what stands behind it; null when there is none, or something may end the lines before it.
    private List<SyntaxDirective>? Decisive(string name, IReadOnlyList<SyntaxDirective> directives)
    {
        for (int index = directives.Count - 1; index >= 0; index--)
        {
            if (VariableSources.IsSet(directives[index], name))
            {
                return directives.Take(index).Any(before => before.Name is "break" or "rewrite")
                    ? null
                    : [.. sources.Sets(name, directives.Skip(index))];
            }
        }

        return null;
    }

    private HttpBlock Location()
    {
        HttpBlock location = block;
        while (location is { Scope: NginxSettingScope.If, Parent: { } parent })
        {
            location = parent;
        }

        return location;
    }
}
