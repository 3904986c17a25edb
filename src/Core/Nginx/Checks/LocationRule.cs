namespace Nginx502.Nginx;

/// <summary>Where locations may lie, and which may stand twice (nginx: ngx_http_core_location, ngx_http_join_exact_locations).</summary>
internal sealed class LocationRule(CheckReport report) : DirectiveRule(report)
{
    private static readonly string[] Methods =
    [
        "GET", "HEAD", "POST", "PUT", "DELETE", "MKCOL", "COPY", "MOVE", "OPTIONS", "PROPFIND", "PROPPATCH", "LOCK", "UNLOCK", "PATCH",
    ];

    // The locations of each block, prefixes apart from exact ones.
    private readonly Dictionary<(CheckedBlock Block, LocationKind Kind, string Name), SyntaxDirective> _found = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = ["location", "limit_except"];

    /// <inheritdoc/>
    public override void Check(CheckedBlock block, SyntaxDirective directive)
    {
        if (directive.Name == "limit_except")
        {
            CheckMethods(block, directive);
            return;
        }

        if (LocationName.Read(directive) is not { } location)
        {
            Report.Error(directive, 1, "InvalidValue", $"invalid location modifier \"{directive.Argument(0)}\"", "Possible are =, ^~, ~ and ~*.");
            return;
        }

        if (block.Context == DirectiveContexts.Location && block.Location is { } around && Misplaced(location, around) is { } message)
        {
            Report.Error(directive, directive.ArgumentCount, "LocationOutside", message, "Move it out, to the level of the server.");
            return;
        }

        bool canBeDuplicate = location.Kind is LocationKind.Prefix or LocationKind.Exact;
        if (canBeDuplicate && !_found.TryAdd((block, location.Kind, location.Name), directive))
        {
            SyntaxDirective first = _found[(block, location.Kind, location.Name)];
            Report.Error(directive, directive.ArgumentCount, "DuplicateLocation", $"duplicate location \"{location.Name}\"", $"It stands in line {first.LineNumber} of {first.File.Path} too: make one of both.");
        }
    }

    /// <inheritdoc/>
    public override void End() => _found.Clear();

    private static string? Misplaced(LocationName location, LocationName around) =>
        around.Kind == LocationKind.Exact ? $"location \"{location.Name}\" cannot be inside the exact location \"{around.Name}\""
        : around.Kind == LocationKind.Named ? $"location \"{location.Name}\" cannot be inside the named location \"{around.Name}\""
        : location.Kind == LocationKind.Named ? $"named location \"{location.Name}\" can be on the server level only"
        : location.Kind != LocationKind.Pattern && !location.Name.StartsWith(around.Name, StringComparison.Ordinal) ? $"location \"{location.Name}\" is outside location \"{around.Name}\""
        : null;

    private void CheckMethods(CheckedBlock block, SyntaxDirective directive)
    {
        if (block.FirstOf(directive.Known!) is { } first && first != directive)
        {
            Report.Error(directive, 0, "DuplicateDirective", "\"limit_except\" directive is duplicate", $"It stands in line {first.LineNumber} of {first.File.Path} too: keep one of them.");
        }

        for (int index = 0; index < directive.ArgumentCount; index++)
        {
            if (!Methods.Contains(directive.Argument(index), StringComparer.OrdinalIgnoreCase))
            {
                Report.Error(directive, index + 1, "InvalidValue", $"invalid method \"{directive.Argument(index)}\"", $"Possible are {string.Join(", ", Methods)}.");
            }
        }
    }
}
