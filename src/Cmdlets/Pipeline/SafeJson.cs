using System.Text.Json.Nodes;

namespace Nginx502.Pipeline;

/// <summary>JSON that came from elsewhere: a terminal obeys none of its texts.</summary>
internal static class SafeJson
{
    /// <summary>True when it may hold what a terminal would obey; false is certain.</summary>
    // Such stands in JSON as it is, or as \u and its number.
    public static bool MayBeUnsafe(string json) => json.Contains("\\u", StringComparison.Ordinal) || json.Split('\r', '\n').Any(line => SafeText.DecodeLine(System.Text.Encoding.UTF8.GetBytes(line)) != line);

    /// <summary>The same JSON, each of its texts safe to show.</summary>
    public static string Escape(string json) => Copy(JsonNode.Parse(json))?.ToJsonString() ?? "null";

    private static JsonNode? Copy(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(item => KeyValuePair.Create(SafeText.Escape(item.Key), Copy(item.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Copy)]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(SafeText.EscapeLines(text)),
        _ => node?.DeepClone(),
    };
}
