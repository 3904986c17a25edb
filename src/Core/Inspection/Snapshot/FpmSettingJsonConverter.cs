using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nginx502.Inspection;

/// <summary>Writes a setting of a pool without the secret that it may hold.</summary>
internal sealed class FpmSettingJsonConverter : JsonConverter<FpmSetting>
{
    private static readonly JsonSerializerOptions Plain = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <inheritdoc/>
    public override FpmSetting? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize<FpmSetting>(ref reader, Plain);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FpmSetting value, JsonSerializerOptions options)
    {
        int bracket = value.Name.IndexOf('[', StringComparison.Ordinal);
        string name = bracket < 0 ? value.Name : value.Name[..bracket];
        string? key = bracket < 0 ? null : value.Name[(bracket + 1)..].TrimEnd(']');
        JsonSerializer.Serialize(writer, value.Value is { } text ? value with { Value = FpmLineMask.MaskValue(name, key, text) } : value, Plain);
    }
}
