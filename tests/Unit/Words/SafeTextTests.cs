using System.Text;
using CsCheck;
using Nginx502.UnitTests.Logs.NginxErrors;

namespace Nginx502.UnitTests.Words;

public class SafeTextTests
{
    [Theory]
    [InlineData("plain text, \"quoted\" \\ backslash", "plain text, \"quoted\" \\ backslash")]
    [InlineData("über 日本 🐘", "über 日本 🐘")]
    [InlineData("", "")]
    [InlineData("a\nb\tc\rd", "a\\nb\\tc\\rd")]
    [InlineData("\u001b[31mred", "\\x1B[31mred")]
    [InlineData("\0\u0007\u007f", "\\x00\\x07\\x7F")]
    [InlineData("\u0080\u009b2J\u009f", "\\u0080\\u009B2J\\u009F")]
    [InlineData("\u00a0", "\u00a0")]
    [InlineData("\u202egpj.exe\u202c\u2066\u2069", "\\u202Egpj.exe\\u202C\\u2066\\u2069")]
    [InlineData("\u200e\u200f\u061c\ufeff\u2028\u2029", "\\u200E\\u200F\\u061C\\uFEFF\\u2028\\u2029")]
    [InlineData("a\u200bb\u2060c\u00add\u2063", "a\\u200Bb\\u2060c\\u00ADd\\u2063")]
    [InlineData("shop\U000E0065\U000E0001\U000E007F.example", "shop\\U000E0065\\U000E0001\\U000E007F.example")]
    [InlineData("\U0001D173\U000E0100", "\\U0001D173\\U000E0100")]
    [InlineData("\u0645\u06CC\u200C\u062E \U0001F468\u200D\U0001F469 \u2764\uFE0F", "\u0645\u06CC\u200C\u062E \U0001F468\u200D\U0001F469 \u2764\uFE0F")]
    public void What_a_terminal_would_obey_is_escaped(string text, string expected)
    {
        Assert.Equal(expected, SafeText.Escape(text));
        Assert.Equal(expected, SafeText.Decode(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(expected, SafeText.Escape(expected));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF }, "\\xFF")]
    [InlineData(new byte[] { 0x41, 0x9B, 0x42 }, "A\\x9BB")]
    [InlineData(new byte[] { 0xC3 }, "\\xC3")]
    [InlineData(new byte[] { 0xC3, 0x28 }, "\\xC3(")]
    [InlineData(new byte[] { 0xE2, 0x82, 0x41 }, "\\xE2\\x82A")]
    [InlineData(new byte[] { 0xC0, 0x8A }, "\\xC0\\x8A")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "\\xED\\xA0\\x80")]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x90, 0x98 }, "🐘")]
    public void Bytes_that_are_no_text_are_shown_as_bytes(byte[] bytes, string expected) => Assert.Equal(expected, SafeText.Decode(bytes));

    [Theory]
    [InlineData("", "")]
    [InlineData("\t\ta\tb", "\t\ta\tb")]
    [InlineData("\tü\u001b[2J\r", "\tü\\x1B[2J\\r")]
    [InlineData("no tabulator\0", "no tabulator\\x00")]
    public void Tabulators_of_a_line_stay(string line, string expected) => Assert.Equal(expected, SafeText.DecodeLine(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Ends_of_lines_and_tabulators_of_lines_stay() => Assert.Equal("-\ta\\x1B\n+\tb\\r\n", SafeText.EscapeLines("-\ta\u001b\n+\tb\r\n"));

    [Fact]
    public void Whatever_the_bytes_are_the_text_is_safe() => Gen.Byte.Array[0, 300].Sample(
        bytes => ErrorLines.IsSafe(SafeText.Decode(bytes)) && ErrorLines.IsSafe(SafeText.Escape(Encoding.UTF8.GetString(bytes))),
        iter: 5000, seed: "0000000000003");
}
