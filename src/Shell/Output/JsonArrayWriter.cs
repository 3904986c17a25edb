using System.Management.Automation;
using System.Text.Json;

namespace Nginx502.Shell.Output;

/// <summary>All objects as one JSON array, written as they come.</summary>
internal sealed class JsonArrayWriter : IObjectWriter
{
    private const int FlushSize = 64 * 1024;

    private readonly Stream _output;
    private readonly Utf8JsonWriter _json;

    /// <summary>Begins an array.</summary>
    public JsonArrayWriter(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(output, JsonValueWriter.Options(indented: true));
        _json.WriteStartArray();
    }

    /// <inheritdoc/>
    public void Write(PSObject? value)
    {
        JsonValueWriter.Write(_json, value);
        if (_json.BytesPending > FlushSize)
        {
            _json.Flush();
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        _json.WriteEndArray();
        _json.Flush();
        _output.Write("\n"u8);
    }
}
