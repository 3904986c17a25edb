namespace Nginx502.Logs;

/// <summary>Bytes that are put together piece by piece.</summary>
internal sealed class ByteBuffer
{
    private byte[] _storage = new byte[4096];

    /// <summary>How many there are.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes; valid until the next change.</summary>
    public ReadOnlySpan<byte> Bytes => _storage.AsSpan(0, Length);

    /// <summary>Adds bytes at the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_storage.Length - Length < bytes.Length)
        {
            Array.Resize(ref _storage, Math.Max(_storage.Length * 2, Length + bytes.Length));
        }

        bytes.CopyTo(_storage.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Removes all.</summary>
    public void Clear() => Length = 0;
}
