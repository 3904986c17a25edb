using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Nginx502.Logs;

/// <summary>The lines behind the first of a record of the slow log (php-src: sapi/fpm/fpm/fpm_php_trace.c).</summary>
internal static class FpmSlowLogText
{
    /// <summary>What php-fpm writes when it could not read the worker's memory to the end.</summary>
    public static ReadOnlySpan<byte> DumpFailed => "+++ dump failed"u8;

    private static ReadOnlySpan<byte> ScriptStart => "script_filename = "u8;

    /// <summary>The script that was asked for; null when the record has none.</summary>
    public static string? Script(ReadOnlySpan<byte> record)
    {
        while (!record.IsEmpty)
        {
            ReadOnlySpan<byte> line = TakeLine(ref record);
            if (line.StartsWith(ScriptStart))
            {
                return SafeText.Decode(line[ScriptStart.Length..]);
            }
        }

        return null;
    }

    /// <summary>The stack, the innermost call first.</summary>
    public static FpmStackFrame[] Stack(ReadOnlySpan<byte> record)
    {
        var frames = new List<FpmStackFrame>();
        while (!record.IsEmpty)
        {
            if (TryReadFrame(TakeLine(ref record), out FpmStackFrame? frame))
            {
                frames.Add(frame);
            }
        }

        return [.. frames];
    }

    /// <summary>True when the stack could not be read to its end.</summary>
    public static bool IsDumpFailed(ReadOnlySpan<byte> record)
    {
        while (!record.IsEmpty)
        {
            if (TakeLine(ref record).StartsWith(DumpFailed))
            {
                return true;
            }
        }

        return false;
    }

    // [0x00007f2c3e4130a0] sleep() /var/www/html/report.php:3
    private static bool TryReadFrame(ReadOnlySpan<byte> line, [NotNullWhen(true)] out FpmStackFrame? frame)
    {
        frame = null;
        int address = line.IndexOf("] "u8);
        int call = line.IndexOf("() "u8);
        if (!line.StartsWith("[0x"u8) || address < 0 || call < address + 2)
        {
            return false;
        }

        ReadOnlySpan<byte> place = line[(call + "() ".Length)..];
        int colon = place.LastIndexOf((byte)':');
        int? number = colon >= 0 && Utf8Parser.TryParse(place[(colon + 1)..], out int value, out _) && value > 0 ? value : null;
        ReadOnlySpan<byte> file = colon >= 0 ? place[..colon] : place;
        bool isKnown = number != null || !file.SequenceEqual("unknown"u8);
        frame = new FpmStackFrame(SafeText.Decode(line[(address + 2)..call]), isKnown ? SafeText.Decode(file) : null, number);
        return true;
    }

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return line.TrimEnd((byte)'\r');
    }
}
