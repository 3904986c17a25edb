namespace Nginx502.Fpm;

/// <summary>
/// A file in PHP's INI syntax as php-fpm reads it, line by line (php-src: sapi/fpm/fpm/fpm_conf.c, fpm_conf_load_ini_file). Nothing of
/// it is lost: the spans of the lines, one after the other, are the file.
/// </summary>
internal sealed class IniFile
{
    private IniFile(ReadOnlyMemory<byte> bytes, IReadOnlyList<IniLine> lines)
    {
        Bytes = bytes;
        Lines = lines;
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The lines.</summary>
    public IReadOnlyList<IniLine> Lines { get; }

    /// <summary>Reads a file. Never fails: what php-fpm does not take is said by the line.</summary>
    /// <param name="bytes">Its bytes; they are kept, and must not change.</param>
    /// <param name="surroundings">What values depend on beside the file.</param>
    public static IniFile Parse(byte[] bytes, IniSurroundings surroundings)
    {
        // php-fpm appends a newline to each line; only the last one can lack its own.
        byte[] ended = bytes.Length == 0 || bytes[^1] == '\n' ? bytes : [.. bytes, (byte)'\n'];
        var lines = new List<IniLine>();
        var parser = new IniLineParser(surroundings);
        var statements = new List<IniStatement>();
        for (int start = 0; start < bytes.Length;)
        {
            int end = start + ended.AsSpan(start).IndexOf((byte)'\n') + 1;
            var span = new IniSpan(start, Math.Min(end, bytes.Length));
            lines.Add(ReadLine(parser, ended, lines.Count + 1, span, end, statements));
            start = end;
        }

        return new IniFile(bytes, lines);
    }

    /// <summary>The bytes of a part.</summary>
    public ReadOnlySpan<byte> Slice(IniSpan span) => Bytes.Span[span.Start..span.End];

    private static IniLine ReadLine(IniLineParser parser, byte[] bytes, int number, IniSpan span, int end, List<IniStatement> statements)
    {
        if (PlainKind(bytes.AsSpan(span.Start, end - span.Start)) is { } plain)
        {
            return new IniLine(number, span, plain, [], null);
        }

        statements.Clear();
        IniSyntaxError? error = parser.Parse(bytes, span.Start, end, statements);
        IniLineKind kind = error is not null ? IniLineKind.Damaged
            : statements.Count == 0 ? (bytes.AsSpan(span.Start, span.Length).Contains((byte)';') ? IniLineKind.Comment : IniLineKind.Blank)
            : statements.TrueForAll(statement => statement.Kind == IniStatementKind.Section) ? IniLineKind.Section
            : IniLineKind.Entry;
        return new IniLine(number, span, kind, statements.Count == 0 ? [] : [.. statements], error);
    }

    // Most lines are comments or blank, and need no parser: as long as no NUL and no carriage return stands within.
    private static IniLineKind? PlainKind(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> text = line.Trim(" \t\r\n"u8);
        return text.IsEmpty ? (line.Length <= 2 || line[..^2].IndexOf((byte)'\r') < 0 ? IniLineKind.Blank : null)
            : text[0] == ';' && text.IndexOfAny((byte)'\r', (byte)0) < 0 && line.IndexOf((byte)'\r') is int at && (at < 0 || at >= line.Length - 2) ? IniLineKind.Comment
            : null;
    }
}
