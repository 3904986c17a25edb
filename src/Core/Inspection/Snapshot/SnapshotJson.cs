using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nginx502.Inspection;

namespace Nginx502;

/// <summary>A snapshot as JSON, which a person can read, and back.</summary>
public static class SnapshotJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new FpmSettingJsonConverter() },
    };

    /// <summary>Writes one, its secrets masked.</summary>
    public static string Write(GatewaySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return JsonSerializer.Serialize(snapshot, Options);
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="SnapshotFormatException">It is none, or of a later schema; the message names line and column where it can.</exception>
    public static GatewaySnapshot Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            GatewaySnapshot snapshot = JsonSerializer.Deserialize<GatewaySnapshot>(text, Options) ?? throw new SnapshotFormatException("It holds null.");
            GatewaySnapshot known = snapshot.SchemaVersion switch
            {
                < 1 => throw new SnapshotFormatException("It names no version of the schema: it is no snapshot of this module."),
                > GatewaySnapshot.CurrentSchemaVersion => throw new SnapshotFormatException($"Its schema is version {snapshot.SchemaVersion}, and this module knows up to {GatewaySnapshot.CurrentSchemaVersion}. Update the module."),
                _ => snapshot,
            };
            SnapshotNulls.Check(known);
            return known;
        }
        catch (JsonException wrong)
        {
            string place = $"line {wrong.LineNumber + 1}, column {wrong.BytePositionInLine + 1}";
            throw new SnapshotFormatException(!text.AsSpan().TrimStart().StartsWith("{") ? $"It is no JSON of a snapshot, which begins with a brace ({place})." : $"{place}, at {SafeText.Escape(wrong.Path ?? "$")}: {SafeText.Escape(wrong.Message)}", wrong);
        }
        catch (Exception wrong) when (wrong is NotSupportedException or ArgumentException or FormatException)
        {
            throw new SnapshotFormatException(SafeText.Escape(wrong.Message), wrong);
        }
    }
}
