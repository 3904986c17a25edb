using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nginx502.UnitTests.FastCgi.Status;

/// <summary>A local time as UTC, so that what is expected does not depend on the zone.</summary>
internal sealed class UtcConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        Assert.Equal(DateTimeKind.Local, value.Kind);
        writer.WriteStringValue(value.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture));
    }
}
