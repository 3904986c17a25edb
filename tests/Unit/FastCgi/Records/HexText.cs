using System.Globalization;

namespace Nginx502.UnitTests.FastCgi.Records;

/// <summary>
/// Bytes as the files of tests/data/fastcgi write them: pairs of hex digits, <c>00*255</c> for many of one, a text in quotes
/// with the escapes of <see cref="TestData.Unescape"/>, <c>#</c> before a remark.
/// </summary>
internal static class HexText
{
    public static byte[] Parse(IEnumerable<string> lines) => [.. lines.SelectMany(ParseLine)];

    private static IEnumerable<byte> ParseLine(string line)
    {
        if (line.StartsWith('"'))
        {
            return TestData.Unescape(line[1..line.LastIndexOf('"')]);
        }

        string code = line.Split('#')[0];
        return code.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word =>
        {
            string[] parts = word.Split('*');
            byte value = byte.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return Enumerable.Repeat(value, parts.Length == 1 ? 1 : int.Parse(parts[1], CultureInfo.InvariantCulture));
        });
    }
}
