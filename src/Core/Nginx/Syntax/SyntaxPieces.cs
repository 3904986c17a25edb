namespace Nginx502.Nginx;

/// <summary>Takes a file apart into pieces, so that each byte is in one of them.</summary>
internal static class SyntaxPieces
{
    /// <summary>The pieces in order. Put together they are the file.</summary>
    public static IReadOnlyList<SyntaxPiece> Of(SyntaxFile file)
    {
        var solid = new List<SyntaxPiece>(file.Damaged);
        solid.AddRange(file.Words.Select(word => new SyntaxPiece(SyntaxPieceKind.Word, word.Start, word.Length)));
        AddMarks(solid, file.Directives, file.Bytes.Length);
        solid.Sort((left, right) => left.Start.CompareTo(right.Start));

        var pieces = new List<SyntaxPiece>(solid.Count * 2);
        int at = 0;
        foreach (SyntaxPiece piece in solid)
        {
            AddBetween(pieces, file.Bytes, at, piece.Start);
            pieces.Add(piece);
            at = piece.End;
        }

        AddBetween(pieces, file.Bytes, at, file.Bytes.Length);
        return pieces;
    }

    private static void AddMarks(List<SyntaxPiece> pieces, SyntaxDirective[] directives, int fileLength)
    {
        foreach (SyntaxDirective directive in directives)
        {
            if (directive.End != SyntaxDirectiveEnd.Missing)
            {
                pieces.Add(new SyntaxPiece(
                    directive.End == SyntaxDirectiveEnd.Block ? SyntaxPieceKind.BlockOpen : SyntaxPieceKind.Terminator, directive.EndAt, 1));
            }

            int contentEnd = directive.CloseAt >= 0 ? directive.CloseAt : fileLength;
            if (directive.IsRaw && contentEnd > directive.EndAt + 1)
            {
                pieces.Add(new SyntaxPiece(SyntaxPieceKind.Raw, directive.EndAt + 1, contentEnd - directive.EndAt - 1));
            }

            if (directive.CloseAt >= 0)
            {
                pieces.Add(new SyntaxPiece(SyntaxPieceKind.BlockClose, directive.CloseAt, 1));
            }

            AddMarks(pieces, directive.Children, fileLength);
        }
    }

    // Between words and marks stand only blanks and comments.
    private static void AddBetween(List<SyntaxPiece> pieces, ReadOnlySpan<byte> bytes, int start, int end)
    {
        while (start < end)
        {
            bool isComment = bytes[start] == '#';
            int length = bytes[start..end].IndexOf(isComment ? (byte)'\n' : (byte)'#');
            length = length < 0 ? end - start : length;
            pieces.Add(new SyntaxPiece(isComment ? SyntaxPieceKind.Comment : SyntaxPieceKind.Blank, start, length));
            start += length;
        }
    }
}
