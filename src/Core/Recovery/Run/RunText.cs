using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nginx502.Recovery;

/// <summary>Writes and reads lines of the journal of recoveries. What a terminal could obey is escaped in it.</summary>
internal static class RunText
{
    private static readonly JsonSerializerOptions Readable = Options(JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
    private static readonly JsonSerializerOptions Strict = Options(JavaScriptEncoder.Default);

    /// <summary>A line, without its end.</summary>
    public static byte[] Write(RunLine line)
    {
        string text = JsonSerializer.Serialize(line, Readable);
        return SafeText.Escape(text) == text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(line, Strict);
    }

    /// <summary>A line; null when it is none, only a part of one, or of a form that this version does not know.</summary>
    public static RunLine? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<RunLine>(line, Readable) is { Run: >= 0, Version: <= RunLine.CurrentVersion } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonSerializerOptions Options(JavaScriptEncoder encoder) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        Encoder = encoder,
    };
}
