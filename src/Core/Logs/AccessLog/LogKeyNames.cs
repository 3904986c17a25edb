using System.Collections.Frozen;

namespace Nginx502.Logs;

/// <summary>
/// What people call the variables of nginx where a log names its values (<c>rt=0.010</c>, <c>"status":"502"</c>). Only names
/// whose meaning is the same wherever they were seen; the value must look like the variable's as well.
/// </summary>
internal static class LogKeyNames
{
    private static readonly FrozenDictionary<string, string> Synonyms = new Dictionary<string, string>
    {
        ["rt"] = "request_time",
        ["uct"] = "upstream_connect_time",
        ["uht"] = "upstream_header_time",
        ["urt"] = "upstream_response_time",
        ["us"] = "upstream_status",
        ["ua"] = "upstream_addr",
        ["upstream"] = "upstream_addr",
        ["client"] = "remote_addr",
        ["client_ip"] = "remote_addr",
        ["clientip"] = "remote_addr",
        ["remote_ip"] = "remote_addr",
        ["method"] = "request_method",
        ["protocol"] = "server_protocol",
        ["status_code"] = "status",
        ["response_status"] = "status",
        ["referer"] = "http_referer",
        ["referrer"] = "http_referer",
        ["http_referrer"] = "http_referer",
        ["agent"] = "http_user_agent",
        ["user_agent"] = "http_user_agent",
        ["useragent"] = "http_user_agent",
        ["vhost"] = "host",
        ["sn"] = "server_name",
        ["xff"] = "http_x_forwarded_for",
        ["x_forwarded_for"] = "http_x_forwarded_for",
        ["conn"] = "connection",
        ["rid"] = "request_id",
        ["cs"] = "upstream_cache_status",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> TimeKeys =
        new[] { "time", "timestamp", "@timestamp", "ts", "date", "datetime", "time_local", "time_iso8601", "msec" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The variable whose value stands under a key; the key itself when it is none that is known.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value as written, without its quotes.</param>
    /// <param name="isQuoted">True when quotes stand around it.</param>
    public static (string Variable, FieldShape Shape) Resolve(string key, ReadOnlySpan<byte> value, bool isQuoted)
    {
        FieldShape unknown = isQuoted ? FieldShape.Any : FieldShape.Bare;
        string name = key.ToLowerInvariant();
        if (TimeKeys.Contains(name))
        {
            return TimeVariable(value) is { } time ? (time, FieldShapes.Of(time)) : (name, unknown);
        }

        string variable = Synonyms.GetValueOrDefault(name, name);
        FieldShape shape = FieldShapes.Of(variable);
        bool fits = FieldShapes.IsValue(shape, value)
            && (shape != FieldShape.AddressList || name == variable || LooksLikeAddress(value));
        return !fits ? (name, unknown) : shape == FieldShape.Any ? (variable, unknown) : (variable, shape);
    }

    /// <summary>
    /// The name that a further value gets beside those that were named before: a variable's own name wins over what people
    /// call it, otherwise the first value has the name, and a later one none.
    /// </summary>
    /// <param name="named">The values before it.</param>
    /// <param name="certain">How many of those have their names from a known format, and keep them.</param>
    /// <param name="variable">The variable that the value is taken for.</param>
    /// <param name="key">What the log calls it.</param>
    public static string Claim(List<AccessLogPiece> named, int certain, string variable, string key)
    {
        int earlier = named.FindIndex(piece => piece.Variable == variable);
        if (earlier >= 0 && (earlier < certain || !variable.Equals(key, StringComparison.OrdinalIgnoreCase)))
        {
            return string.Empty;
        }

        if (earlier >= 0)
        {
            named[earlier] = named[earlier] with { Variable = string.Empty };
        }

        return variable;
    }

    private static string? TimeVariable(ReadOnlySpan<byte> value) =>
        AccessLogTime.TryParseIso(value, out _) ? "time_iso8601"
        : AccessLogTime.TryParseLocal(value, out _) ? "time_local"
        : value.Contains((byte)'.') && AccessLogTime.TryParseUnix(value, out _) ? "msec"
        : null;

    // A user agent may stand under the same short key.
    private static bool LooksLikeAddress(ReadOnlySpan<byte> value)
    {
        int colon = value.LastIndexOf((byte)':');
        return value.StartsWith("unix:/"u8)
            || (colon > 0 && colon < value.Length - 1 && !value[(colon + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));
    }
}
