using System.Text.Json;

namespace Nginx502.FastCgi;

/// <summary>Reads the status page in JSON, as a page that is valid JSON. Names that are not known here are kept as well.</summary>
internal static class JsonStatusReader
{
    /// <summary>Reads the page; false when it is not valid JSON, or no object.</summary>
    public static bool TryRead(ReadOnlySpan<byte> page, StatusFields fields)
    {
        try
        {
            Utf8JsonReader reader = new(page);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && ReadObject(ref reader, fields, isPool: true) && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool ReadObject(ref Utf8JsonReader reader, StatusFields fields, bool isPool)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            reader.Read();
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
            {
                fields.Add(name, reader.ValueIsEscaped ? JsonEscapes.Decode(reader.ValueSpan) : reader.ValueSpan);
            }
            else if (isPool && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    fields.BeginProcess();
                    ReadObject(ref reader, fields, isPool: false);
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return reader.TokenType == JsonTokenType.EndObject;
    }
}
