using System.Text;
using CsCheck;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.Framing;

public sealed class LineFramingTests
{
    private static readonly string[] Fragments =
    [
        "{\"log\":\"", "{\"MESSAGE\":[", "\\u00", "\\ud83d", "\\", "\"", "}", "]", ",", ":", " ", "|", "<187>", "1 ", "[a b=\"", "-", "nginx-1  | ",
        "2026-11-23T03:49:06", ".123", "Z", "+01:00", " stderr ", "F ", "P", "Nov 23 03:49:06", "Mon 2026-11-23 03:49:06 UTC", " web1 nginx[1]:",
        "[pod/a/b] ", "\u001b[0m", "\u001b[", "\0\0", "\uFEFF", "\r", "1795405746.123456 ", "[ 5.123456]", "2026/11/23 03:49:06 [error] x",
    ];

    public static TheoryData<string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (string row in File.ReadLines(TestData.Path("framing/lines.tsv")).Where(row => !row.StartsWith("# ", StringComparison.Ordinal)))
        {
            string[] fields = row.Split('\t');
            rows.Add(fields[0], fields[1], fields[2]);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Gives_what_the_program_wrote(string what, string line, string content)
    {
        byte[]? scratch = null;
        ReadOnlySpan<byte> unwrapped = LineFraming.Unwrap(TestData.Unescape(line), ref scratch);
        Assert.True(unwrapped.SequenceEqual(TestData.Unescape(content)), $"{what}: got '{Encoding.Latin1.GetString(unwrapped)}'");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Reads_every_line_that_is_cut_anywhere(string what, string line, string content)
    {
        byte[]? scratch = null;
        byte[] whole = TestData.Unescape(line);
        for (int length = 0; length <= whole.Length; length++)
        {
            Assert.True(LineFraming.Unwrap(whole.AsSpan(0, length), ref scratch).Length <= length, what + content);
            Assert.True(LineFraming.Unwrap(whole.AsSpan(length), ref scratch).Length <= whole.Length - length, what);
        }
    }

    [Fact]
    public void Never_throws_and_never_grows_a_line() =>
        Gen.OneOf(Gen.Int[0, Fragments.Length - 1].Select(index => Fragments[index]).Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 8]).Array[0, 12].Sample(
            parts =>
            {
                byte[]? scratch = null;
                byte[] line = parts.SelectMany(part => part).ToArray();
                return LineFraming.Unwrap(line, ref scratch).Length <= line.Length;
            },
            iter: 50_000,
            seed: "0N0XIzNsQ0O2",
            threads: 1);

    [Fact]
    public void Any_text_in_json_comes_back() =>
        Gen.String.Sample(
            text =>
            {
                // A message that itself is wrapped is unwrapped further: this one begins like a record.
                string message = "2026/11/23 " + text.TrimEnd('\r', '\n', '\uFFFD') + "!";
                byte[]? scratch = null;
                string json = System.Text.Json.JsonSerializer.Serialize(new { stream = "stderr", log = message + "\n" });
                return Encoding.UTF8.GetString(LineFraming.Unwrap(Encoding.UTF8.GetBytes(json), ref scratch)) == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(message));
            },
            iter: 5_000,
            seed: "0N0XIzNsQ0O2",
            threads: 1);

    [Fact]
    public void Makes_no_garbage_once_the_room_is_there()
    {
        byte[] line = Encoding.UTF8.GetBytes("nginx-1  | {\"log\":\"2026/11/23 03:49:06 \\\"x\\\"\\n\"}");
        byte[]? scratch = null;
        LineFraming.Unwrap(line, ref scratch);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            LineFraming.Unwrap(line, ref scratch);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500);
    }
}
