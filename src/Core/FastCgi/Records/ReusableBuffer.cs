namespace Nginx502.FastCgi;

/// <summary>Bytes that are put together; their room is kept when it is used again.</summary>
internal sealed class ReusableBuffer
{
    private byte[] _storage = new byte[1024];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes; valid until the next change.</summary>
    public ReadOnlyMemory<byte> Bytes => _storage.AsMemory(0, Length);

    /// <summary>Room for so many more bytes, which the caller fills; valid until the next change.</summary>
    public Span<byte> Extend(int count)
    {
        int needed = checked(Length + count);
        if (_storage.Length < needed)
        {
            Array.Resize(ref _storage, (int)Math.Min(Array.MaxLength, Math.Max(needed, _storage.Length * 2L)));
        }

        Span<byte> added = _storage.AsSpan(Length, count);
        Length = needed;
        return added;
    }

    /// <summary>Adds bytes at the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Extend(bytes.Length));

    /// <summary>Removes all.</summary>
    public void Clear() => Length = 0;
}
