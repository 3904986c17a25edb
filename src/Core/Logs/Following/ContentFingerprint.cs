using Microsoft.Win32.SafeHandles;

namespace Nginx502.Logs;

/// <summary>
/// The last bytes before a position in a log. They tell whether a file is still what was read so far (and not truncated and
/// grown beyond the position again), and find the copy of it that was made before it was truncated.
/// </summary>
internal sealed class ContentFingerprint
{
    private const int MaxBytes = 256;

    private readonly byte[] _bytes = new byte[MaxBytes];
    private int _length;

    /// <summary>The position that the bytes lie before.</summary>
    public long Position { get; private set; }

    /// <summary>The bytes; fewer than are kept at most only near the beginning of a file.</summary>
    public Span<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>What was kept of an earlier reading.</summary>
    /// <param name="position">The position.</param>
    /// <param name="bytes">The bytes before it; of more than are kept the last ones.</param>
    public static ContentFingerprint At(long position, ReadOnlySpan<byte> bytes)
    {
        var kept = new ContentFingerprint();
        kept.Append(bytes);
        kept.Position = position;
        return kept;
    }

    /// <summary>Moves to a position of a file, and takes the bytes from it.</summary>
    public void MoveTo(SafeFileHandle file, long position)
    {
        int wanted = (int)Math.Min(MaxBytes, position);
        _length = Read(file, position - wanted, _bytes.AsSpan(0, wanted));
        Position = position;
    }

    /// <summary>Moves to the beginning of a file.</summary>
    public void Clear()
    {
        _length = 0;
        Position = 0;
    }

    /// <summary>Moves forward over bytes that were read.</summary>
    public void Append(ReadOnlySpan<byte> read)
    {
        Position += read.Length;
        ReadOnlySpan<byte> last = read[^Math.Min(read.Length, MaxBytes)..];
        int kept = Math.Min(_length, MaxBytes - last.Length);
        Bytes[^kept..].CopyTo(_bytes);
        last.CopyTo(_bytes.AsSpan(kept));
        _length = kept + last.Length;
    }

    /// <summary>True when a file has these bytes before the position.</summary>
    public bool IsIn(SafeFileHandle file)
    {
        Span<byte> there = stackalloc byte[MaxBytes];
        there = there[..Read(file, Position - _length, there[.._length])];
        return there.SequenceEqual(Bytes);
    }

    /// <summary>True when the rest of a stream, that stands at its beginning, has these bytes before the position; it then stands there.</summary>
    public bool IsIn(Stream content)
    {
        Span<byte> passed = stackalloc byte[4096];
        for (long toSkip = Position - _length; toSkip > 0;)
        {
            int read = content.Read(passed[..(int)Math.Min(toSkip, passed.Length)]);
            if (read == 0)
            {
                return false;
            }

            toSkip -= read;
        }

        Span<byte> there = passed[.._length];
        return content.ReadAtLeast(there, there.Length, throwOnEndOfStream: false) == there.Length && there.SequenceEqual(Bytes);
    }

    private static int Read(SafeFileHandle file, long offset, Span<byte> destination)
    {
        int filled = 0;
        while (filled < destination.Length)
        {
            int read = RandomAccess.Read(file, destination[filled..], offset + filled);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }
}
