using System.Buffers;

namespace Nginx502.Logs;

/// <summary>The digits of hexadecimal numbers, in both cases.</summary>
internal static class HexadecimalDigits
{
    /// <summary>The digits as bytes.</summary>
    public static SearchValues<byte> Bytes { get; } = SearchValues.Create("0123456789abcdefABCDEF"u8);
}
