using CsCheck;
using Nginx502.FastCgi;

namespace Nginx502.UnitTests.FastCgi.Records;

public sealed class NameValuePairTests
{
    [Theory]
    [InlineData(0, 0, new byte[] { 0, 0 })]
    [InlineData(1, 127, new byte[] { 1, 127 })]
    [InlineData(127, 128, new byte[] { 127, 0x80, 0, 0, 128 })]
    [InlineData(128, 65_536, new byte[] { 0x80, 0, 0, 128, 0x80, 1, 0, 0 })]
    [InlineData(0x1234567, 3, new byte[] { 0x81, 0x23, 0x45, 0x67, 3 })]
    public void Lengths_take_one_byte_or_four(int nameLength, int valueLength, byte[] expected)
    {
        Span<byte> lengths = stackalloc byte[8];

        int size = NameValuePair.WriteLengths(lengths, nameLength, valueLength);

        Assert.Equal(expected, lengths[..size].ToArray());
        Assert.Equal(size + nameLength + valueLength, NameValuePair.Measure(nameLength, valueLength));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 1, 1, 65 })]
    [InlineData(new byte[] { 0x80, 0, 0 })]
    [InlineData(new byte[] { 1, 0x80, 0, 0 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 65 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0, 65 })]
    public void A_pair_that_is_not_there_as_a_whole_is_not_taken(byte[] bytes)
    {
        ReadOnlySpan<byte> rest = bytes;

        Assert.False(NameValuePair.TryTake(ref rest, out _, out _));
        Assert.Equal(bytes.Length, rest.Length);
    }

    [Fact]
    public void Whatever_the_bytes_are_nothing_is_thrown() =>
        Gen.Byte.Array[0, 40].Sample(
            bytes =>
            {
                ReadOnlySpan<byte> rest = bytes;
                int taken = 0;
                while (NameValuePair.TryTake(ref rest, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
                {
                    taken += name.Length + value.Length;
                }

                return taken <= bytes.Length;
            },
            iter: 50_000,
            seed: "0N0XIzNsQ0O2",
            threads: 1);
}
