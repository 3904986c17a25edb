using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Logs;

/// <summary>
/// The packed bytes of a gzip file on their way to the decoder, watched for the lengths that the members say they have
/// (RFC 1952: ISIZE, the last four bytes of each). The decoder of .NET ends silently where a file was cut; the lengths tell.
/// </summary>
internal sealed class GzipLengths(SafeFileHandle handle) : ForwardStream
{
    // The length of the member before, and all of the next one's beginning but its last byte, may lie in the block before.
    private const int LengthBytes = 4;
    private const int HeaderBytes = 4;
    private const int CarryBytes = LengthBytes + HeaderBytes - 1;
    private const int ReservedFlags = 0xE0;

    private readonly HandleStream _file = new(handle);
    private byte[] _seen = [];
    private int _carried;
    private uint _membersBefore;

    /// <summary>The length of all members together as they say it, modulo 2^32; meaningful when the whole file was read.</summary>
    public uint Total => _carried < LengthBytes ? 0 : _membersBefore + LengthAt(_carried - LengthBytes);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = _file.Read(buffer);
        Watch(buffer[..read]);
        return read;
    }

    private void Watch(ReadOnlySpan<byte> block)
    {
        if (_seen.Length < CarryBytes + block.Length)
        {
            Array.Resize(ref _seen, CarryBytes + block.Length);
        }

        block.CopyTo(_seen.AsSpan(_carried));
        ReadOnlySpan<byte> seen = _seen.AsSpan(0, _carried + block.Length);
        int from = LengthBytes;
        while (from + HeaderBytes <= seen.Length)
        {
            int next = seen[from..].IndexOf((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]);
            if (next < 0 || from + next + HeaderBytes > seen.Length)
            {
                break;
            }

            from += next;
            if ((seen[from + HeaderBytes - 1] & ReservedFlags) == 0)
            {
                _membersBefore += LengthAt(from - LengthBytes);
            }

            from++;
        }

        _carried = Math.Min(seen.Length, CarryBytes);
        seen[^_carried..].CopyTo(_seen);
    }

    private uint LengthAt(int index) => BinaryPrimitives.ReadUInt32LittleEndian(_seen.AsSpan(index));
}
