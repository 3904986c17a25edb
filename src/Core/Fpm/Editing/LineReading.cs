namespace Nginx502.Fpm;

/// <summary>Reads single lines for what they look like, apart from any file: spans are within the line.</summary>
internal static class LineReading
{
    // With an environment that is not known, ${NAME} is read as it is written.
    private static readonly IniSurroundings Bare = new(null, null, null);

    /// <summary>The statements of a line.</summary>
    /// <param name="line">The line, with or without its line end.</param>
    /// <param name="start">The byte to begin at.</param>
    /// <param name="isWhole">True when the grammar did not give up.</param>
    public static IReadOnlyList<IniStatement> Statements(ReadOnlySpan<byte> line, int start, out bool isWhole)
    {
        byte[] ended = [.. line.TrimEnd("\r\n"u8), (byte)'\n'];
        var statements = new List<IniStatement>();
        isWhole = new IniLineParser(Bare).Parse(ended, start, ended.Length, statements) is null;
        return statements;
    }

    /// <summary>What a line sets, or would set without the semicolon in front of it; null when it sets nothing.</summary>
    /// <param name="line">The line, with or without its line end.</param>
    public static IniStatement? Assignment(ReadOnlySpan<byte> line)
    {
        int start = line.Length - line.TrimStart(" \t;"u8).Length;
        return Statements(line, start, out _).FirstOrDefault(statement => statement.Kind is IniStatementKind.Entry or IniStatementKind.KeyedEntry);
    }
}
