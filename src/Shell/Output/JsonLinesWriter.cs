using System.Buffers;
using System.Management.Automation;
using System.Text.Json;

namespace Nginx502.Shell.Output;

/// <summary>Each object as JSON on a line of its own, written at once: what follows a log sees each entry as it happens.</summary>
internal sealed class JsonLinesWriter : IObjectWriter
{
    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;

    /// <summary>Begins without writing anything.</summary>
    public JsonLinesWriter(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_line, JsonValueWriter.Options(indented: false));
    }

    /// <inheritdoc/>
    public void Write(PSObject? value)
    {
        JsonValueWriter.Write(_json, value);
        _json.Flush();
        _line.Write("\n"u8);
        _output.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
        _json.Reset();
    }

    /// <inheritdoc/>
    public void End()
    {
    }
}
