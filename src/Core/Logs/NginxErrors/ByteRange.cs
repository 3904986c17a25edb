namespace Nginx502.Logs;

/// <summary>A stretch of a record. Records have at most 64 KiB, so two bytes are enough for each end.</summary>
internal readonly record struct ByteRange(ushort Start, ushort Length)
{
    /// <summary>A stretch from one offset to another.</summary>
    public static ByteRange Between(int start, int end) => new((ushort)start, (ushort)(end - start));

    /// <summary>True when nothing is there.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> record) => record.Slice(Start, Length);
}
