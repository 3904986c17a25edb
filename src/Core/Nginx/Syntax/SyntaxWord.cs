namespace Nginx502.Nginx;

/// <summary>One word of a directive: its name or an argument.</summary>
/// <param name="Start">The first byte, a quote where it has one.</param>
/// <param name="Length">The number of bytes, with both quotes.</param>
/// <param name="Traits">What is to be known of its bytes.</param>
internal readonly record struct SyntaxWord(int Start, int Length, SyntaxWordTraits Traits)
{
    /// <summary>The byte behind it.</summary>
    public int End => Start + Length;

    /// <summary>True when it stands in quotes.</summary>
    public bool IsQuoted => (Traits & SyntaxWordTraits.Quoted) != 0;

    /// <summary>True when it holds a <c>$</c>.</summary>
    public bool HasDollar => (Traits & SyntaxWordTraits.Dollar) != 0;

    /// <summary>True when it holds a backslash.</summary>
    public bool HasBackslash => (Traits & SyntaxWordTraits.Backslash) != 0;

    /// <summary>The bytes between the quotes, with backslashes as they stand.</summary>
    public ReadOnlySpan<byte> Content(ReadOnlySpan<byte> file) => IsQuoted ? file.Slice(Start + 1, Length - 2) : file.Slice(Start, Length);
}
