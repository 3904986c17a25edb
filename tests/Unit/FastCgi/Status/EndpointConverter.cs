using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nginx502.UnitTests.FastCgi.Status;

/// <summary>An endpoint as its text.</summary>
internal sealed class EndpointConverter : JsonConverter<FpmEndpoint>
{
    public override FpmEndpoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => FpmEndpoint.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, FpmEndpoint value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
