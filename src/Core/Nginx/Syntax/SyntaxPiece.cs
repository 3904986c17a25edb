namespace Nginx502.Nginx;

/// <summary>A stretch of a configuration file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">The first byte.</param>
/// <param name="Length">The number of bytes, at least 1.</param>
internal readonly record struct SyntaxPiece(SyntaxPieceKind Kind, int Start, int Length)
{
    /// <summary>The byte behind it.</summary>
    public int End => Start + Length;
}
