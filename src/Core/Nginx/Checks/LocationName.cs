namespace Nginx502.Nginx;

/// <summary>How a location matches (nginx: src/http/ngx_http_core_module.c, ngx_http_core_location).</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">What is compared: a path, a pattern, or a name with its <c>@</c>.</param>
internal sealed record LocationName(LocationKind Kind, string Name)
{
    /// <summary>Reads the arguments of a location; null when the modifier is none.</summary>
    public static LocationName? Read(SyntaxDirective location)
    {
        string first = location.ArgumentCount > 0 ? location.Argument(0) : string.Empty;
        if (location.ArgumentCount > 1)
        {
            string name = location.Argument(1);
            return first switch
            {
                "=" => new LocationName(LocationKind.Exact, name),
                "^~" => new LocationName(LocationKind.Prefix, name),
                "~" or "~*" => new LocationName(LocationKind.Pattern, name),
                _ => null,
            };
        }

        return first switch
        {
            ['=', ..] => new LocationName(LocationKind.Exact, first[1..]),
            ['^', '~', ..] => new LocationName(LocationKind.Prefix, first[2..]),
            ['~', '*', ..] => new LocationName(LocationKind.Pattern, first[2..]),
            ['~', ..] => new LocationName(LocationKind.Pattern, first[1..]),
            ['@', ..] => new LocationName(LocationKind.Named, first),
            _ => new LocationName(LocationKind.Prefix, first),
        };
    }
}
