namespace Nginx502.Logs;

/// <summary>
/// Fits one line to a format: where does each variable's value begin and end? Every value is tried as short as possible
/// first; a line that can be read in two ways is not read at all, since strangers write into it.
/// </summary>
internal ref struct AccessLogMatcher
{
    // Places tried for a line. A line of a usual format takes about one for each variable; only lines made to be ambiguous take more.
    private const int MaxAttempts = 4096;

    private readonly ReadOnlySpan<AccessLogPiece> _pieces;
    private readonly AccessLogEscape _escape;
    private readonly ReadOnlySpan<byte> _line;
    private readonly Span<int> _trial;
    private readonly Span<int> _ends;
    private int _attempts;
    private int _readings;

    private AccessLogMatcher(ReadOnlySpan<AccessLogPiece> pieces, AccessLogEscape escape, ReadOnlySpan<byte> line, Span<int> trial, Span<int> ends)
    {
        _pieces = pieces;
        _escape = escape;
        _line = line;
        _trial = trial;
        _ends = ends;
    }

    /// <summary>Finds the end of each variable's value; false when the line does not fit, or fits in more than one way.</summary>
    /// <param name="pieces">The variables, each with the literal after it.</param>
    /// <param name="escape">How values are escaped.</param>
    /// <param name="line">The line.</param>
    /// <param name="start">Where the first variable begins.</param>
    /// <param name="ends">Takes an end for each piece.</param>
    public static bool TryMatch(ReadOnlySpan<AccessLogPiece> pieces, AccessLogEscape escape, ReadOnlySpan<byte> line, int start, Span<int> ends)
    {
        Span<int> trial = stackalloc int[ends.Length];
        var matcher = new AccessLogMatcher(pieces, escape, line, trial, ends);
        matcher.Search(0, start);
        return matcher._readings == 1 && matcher._attempts < MaxAttempts;
    }

    private void Search(int index, int start)
    {
        if (index == _pieces.Length)
        {
            if (start == _line.Length && ++_readings == 1)
            {
                _trial.CopyTo(_ends);
            }

            return;
        }

        ref readonly AccessLogPiece piece = ref _pieces[index];
        ReadOnlySpan<byte> rest = _line[start..];
        int extent = FieldShapes.Extent(piece.Shape, _escape, rest);
        bool isLast = index == _pieces.Length - 1;
        int first = isLast ? rest.Length - piece.Literal.Length : FieldShapes.IsFixed(piece.Shape) ? extent : 0;

        // The literal may begin right after the longest value, and no later.
        ReadOnlySpan<byte> literal = piece.Literal;
        int window = Math.Min(rest.Length, extent + literal.Length);
        for (int length = first; length >= 0 && length <= extent; length++)
        {
            if (++_attempts >= MaxAttempts || _readings > 1)
            {
                return;
            }

            int found = rest[length..window].IndexOf(literal);
            if (found < 0)
            {
                return;
            }

            length += found;
            if (FieldShapes.IsValue(piece.Shape, rest[..length]))
            {
                _trial[index] = start + length;
                Search(index + 1, start + length + piece.Literal.Length);
            }
        }
    }
}
