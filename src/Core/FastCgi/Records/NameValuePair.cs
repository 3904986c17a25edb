using System.Buffers.Binary;

namespace Nginx502.FastCgi;

/// <summary>
/// A name and a value as the protocol writes them: both lengths, then both texts. A length below 128 takes one byte, any other
/// four with the highest bit set (FastCGI 1.0, section 3.4).
/// </summary>
internal static class NameValuePair
{
    private const int LongestOfOneByte = 127;
    private const uint LongBit = 0x8000_0000;

    /// <summary>The bytes that a pair takes.</summary>
    public static int Measure(int nameLength, int valueLength) => checked(SizeOfLength(nameLength) + SizeOfLength(valueLength) + nameLength + valueLength);

    /// <summary>Writes both lengths, and gives the bytes that they took: the name and the value follow.</summary>
    public static int WriteLengths(Span<byte> bytes, int nameLength, int valueLength)
    {
        int size = WriteLength(bytes, nameLength);
        return size + WriteLength(bytes[size..], valueLength);
    }

    /// <summary>Takes a pair from the front; false, and nothing is taken, when it is not there as a whole.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = [];
        ReadOnlySpan<byte> rest = bytes;
        if (!TryTakeLength(ref rest, out int nameLength) || !TryTakeLength(ref rest, out int valueLength) || (long)nameLength + valueLength > rest.Length)
        {
            return false;
        }

        name = rest[..nameLength];
        value = rest.Slice(nameLength, valueLength);
        bytes = rest[(nameLength + valueLength)..];
        return true;
    }

    private static int SizeOfLength(int length) => length <= LongestOfOneByte ? sizeof(byte) : sizeof(uint);

    private static int WriteLength(Span<byte> bytes, int length)
    {
        if (length <= LongestOfOneByte)
        {
            bytes[0] = (byte)length;
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)length | LongBit);
        }

        return SizeOfLength(length);
    }

    private static bool TryTakeLength(ref ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        if (bytes.IsEmpty)
        {
            return false;
        }

        if (bytes[0] <= LongestOfOneByte)
        {
            length = bytes[0];
            bytes = bytes[1..];
            return true;
        }

        if (bytes.Length < sizeof(uint))
        {
            return false;
        }

        length = (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes) & ~LongBit);
        bytes = bytes[sizeof(uint)..];
        return true;
    }
}
