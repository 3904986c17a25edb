using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Nginx502.Recovery;

/// <summary>Writes and reads lines of the journal of recoveries. What a terminal could obey is escaped in it.</summary>
/// <remarks>By hand: a timer starts a process each minute, and half of what that compiles would be the serialiser's generics over numbers and enumerations.</remarks>
internal static class RunText
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Strict = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>A line, without its end.</summary>
    public static byte[] Write(RunLine line)
    {
        byte[] text = Write(line, Readable);
        string read = Encoding.UTF8.GetString(text);
        return SafeText.Escape(read) == read ? text : Write(line, Strict);
    }

    /// <summary>A line; null when it is none, only a part of one, or of a form that this version does not know.</summary>
    public static RunLine? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return Read(ref reader) is { Run: >= 0, Version: <= RunLine.CurrentVersion } read ? read : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[] Write(RunLine line, JsonWriterOptions form)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, form))
        {
            writer.WriteStartObject();
            writer.WriteNumber("run", line.Run);
            writer.WriteString("event", line.Event.ToString());
            writer.WriteNumber("version", line.Version);
            writer.WriteString("time", line.Time);
            Write(writer, "processId", line.ProcessId);
            Write(writer, "boot", line.Boot);
            Write(writer, "command", line.Command);
            if (line.IsUnattended is { } isUnattended)
            {
                writer.WriteBoolean("isUnattended", isUnattended);
            }

            Write(writer, "cause", line.Cause?.ToString());
            Write(writer, line.Failing);
            Write(writer, "step", line.Step);
            Write(writer, "action", line.Action?.ToString());
            Write(writer, "target", line.Target);
            Write(writer, "stepOutcome", line.StepOutcome?.ToString());
            Write(writer, "problem", line.Problem);
            Write(writer, "change", line.Change);
            Write(writer, "evidence", line.Evidence);
            Write(writer, "outcome", line.Outcome?.ToString());
            Write(writer, "summary", line.Summary);
            if (line.Seconds is { } seconds)
            {
                writer.WriteNumber("seconds", seconds);
            }

            writer.WriteEndObject();
        }

        return text.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, int? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void Write(Utf8JsonWriter writer, string[]? failing)
    {
        if (failing is null)
        {
            return;
        }

        writer.WriteStartArray("failing");
        foreach (string target in failing)
        {
            writer.WriteStringValue(target);
        }

        writer.WriteEndArray();
    }

    private static RunLine? Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var line = new RunLine(-1, RunEvent.Begin);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                line = With(line, name, ref reader);
            }
        }

        // What follows the object makes the line none.
        return reader.Read() ? null : line;
    }

    private static RunLine With(RunLine line, string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "run":
                return line with { Run = reader.GetInt32() };
            case "event":
                return line with { Event = (RunEvent)Word(typeof(RunEvent), ref reader) };
            case "version":
                return line with { Version = reader.GetInt32() };
            case "time":
                return line with { Time = reader.GetDateTimeOffset() };
            case "processId":
                return line with { ProcessId = reader.GetInt32() };
            case "boot":
                return line with { Boot = reader.GetString() };
            case "command":
                return line with { Command = reader.GetString() };
            case "isUnattended":
                return line with { IsUnattended = reader.GetBoolean() };
            case "cause":
                return line with { Cause = (Cause)Word(typeof(Cause), ref reader) };
            case "failing":
                return line with { Failing = Words(ref reader) };
            case "step":
                return line with { Step = reader.GetInt32() };
            case "action":
                return line with { Action = (RecoveryAction)Word(typeof(RecoveryAction), ref reader) };
            case "target":
                return line with { Target = reader.GetString() };
            case "stepOutcome":
                return line with { StepOutcome = (RecoveryStepOutcome)Word(typeof(RecoveryStepOutcome), ref reader) };
            case "problem":
                return line with { Problem = reader.GetString() };
            case "change":
                return line with { Change = reader.GetInt32() };
            case "evidence":
                return line with { Evidence = reader.GetString() };
            case "outcome":
                return line with { Outcome = (RecoveryOutcome)Word(typeof(RecoveryOutcome), ref reader) };
            case "summary":
                return line with { Summary = reader.GetString() };
            case "seconds":
                return line with { Seconds = reader.GetDouble() };
            default:
                reader.Skip();
                return line;
        }
    }

    private static object Word(Type type, ref Utf8JsonReader reader) =>
        Enum.TryParse(type, reader.GetString(), out object? word) && Enum.IsDefined(type, word) ? word : throw new JsonException("The line holds a word that this version does not know.");

    private static string[] Words(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("What failed is a list.");
        }

        var words = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            words.Add(reader.GetString() ?? string.Empty);
        }

        return [.. words];
    }
}
