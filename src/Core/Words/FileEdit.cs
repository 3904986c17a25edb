namespace Nginx502;

/// <summary>What a change makes of one file: its bytes before and after.</summary>
/// <param name="Path">The full path, as the program that reads it names it; a link is followed when it is written.</param>
/// <param name="Before">The bytes that the change was made from: the file must still hold them when it is written.</param>
/// <param name="After">The bytes that it gets.</param>
public sealed record FileEdit(string Path, ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> After)
{
    /// <summary>True when nothing is to be changed.</summary>
    public bool IsEmpty => Before.Span.SequenceEqual(After.Span);
}
