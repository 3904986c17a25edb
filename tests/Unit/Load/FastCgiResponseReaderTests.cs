using System.Buffers.Binary;
using System.Text;
using Nginx502.Load;

namespace Nginx502.UnitTests.Load;

public class FastCgiResponseReaderTests
{
    private const byte End = 3;
    private const byte Output = 6;
    private const byte ErrorOutput = 7;

    [Theory]
    [InlineData("Content-Type: text/plain\r\n\r\nhello", 200)]
    [InlineData("Status: 503 Busy\r\nContent-Type: text/plain\r\n\r\n", 503)]
    public void An_answer_is_read_however_it_is_cut(string text, int status)
    {
        byte[] bytes = [.. Record(ErrorOutput, "PHP message"), .. Record(Output, text[..10]), .. Record(Output, text[10..]), .. Record(End, "\0\0\0\0\0\0\0\0")];
        for (int first = 0; first < bytes.Length; first++)
        {
            var reader = new FastCgiResponseReader();
            reader.Begin();
            Assert.Equal(ResponseProgress.NeedsMore, reader.Feed(bytes.AsSpan(0, first)));
            Assert.Equal((ResponseProgress.Done, status), (reader.Feed(bytes.AsSpan(first)), reader.Status));
            Assert.False(reader.KeepsConnection);
        }
    }

    [Fact]
    public void What_is_no_answer_is_told()
    {
        byte[][] wrong =
        [
            "HTTP/1.1 400 Bad"u8.ToArray(),
            [.. Record(Output, "no header"), .. Record(End, "\0\0\0\0\0\0\0\0")],
            [.. Record(Output, "A: b\r\n\r\n"), .. Record(End, "\0\0\0\0\u0002\0\0\0")],
        ];
        Assert.All(wrong, bytes =>
        {
            var reader = new FastCgiResponseReader();
            reader.Begin();
            Assert.Equal(ResponseProgress.Broken, reader.Feed(bytes));
        });
    }

    private static byte[] Record(byte type, string content)
    {
        byte[] record = [1, type, 0, 1, 0, 0, 0, 0, .. Encoding.Latin1.GetBytes(content)];
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(4), (ushort)content.Length);
        return record;
    }
}
