using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nginx502.Recovery;

/// <summary>Writes and reads the JSON of the journal. What a terminal could obey is escaped in it.</summary>
internal static class JournalText
{
    private static readonly JsonSerializerOptions Readable = Options(JavaScriptEncoder.UnsafeRelaxedJsonEscaping, isIndented: false);
    private static readonly JsonSerializerOptions Strict = Options(JavaScriptEncoder.Default, isIndented: false);
    private static readonly JsonSerializerOptions Indented = Options(JavaScriptEncoder.Default, isIndented: true);

    /// <summary>A line, without its end.</summary>
    public static byte[] Write(JournalLine line)
    {
        string text = JsonSerializer.Serialize(line, Readable);
        return SafeText.Escape(text) == text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(line, Strict);
    }

    /// <summary>The manifest of a backup, for people.</summary>
    public static byte[] WriteManifest(JournalLine begin) => [.. JsonSerializer.SerializeToUtf8Bytes(begin, Indented), (byte)'\n'];

    /// <summary>A line; null when it is none, or only a part of one.</summary>
    public static JournalLine? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalLine>(line, Readable);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>True for a line of a form that this version does not know.</summary>
    public static bool IsNewer(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return JsonElement.TryParseValue(ref reader, out JsonElement? value)
                && value is { ValueKind: JsonValueKind.Object } form
                && form.TryGetProperty("version", out JsonElement version)
                && version.ValueKind == JsonValueKind.Number
                && version.TryGetInt32(out int number)
                && number > JournalLine.CurrentVersion;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonSerializerOptions Options(JavaScriptEncoder encoder, bool isIndented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        Encoder = encoder,
        WriteIndented = isIndented,
        IgnoreReadOnlyProperties = true,
    };
}
