using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>Writes an endpoint as its text and reads it back: <c>"unix:/run/php/php8.2-fpm.sock"</c>.</summary>
public sealed class FpmEndpointJsonConverter : JsonConverter<FpmEndpoint>
{
    /// <inheritdoc/>
    public override FpmEndpoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && FpmEndpoint.TryParse(reader.GetString(), out FpmEndpoint? endpoint)
            ? endpoint
            : throw new JsonException($"An endpoint is wanted: {FpmEndpoint.AcceptedForms}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FpmEndpoint value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);

        // As it is: JSON escapes by itself, and what was escaped for a terminal would be another path.
        writer.WriteStringValue(value.IsUnixSocket ? "unix:" + value.SocketPath : value.ToString());
    }
}
