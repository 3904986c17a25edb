using System.Text;
using Nginx502.Load;

namespace Nginx502.UnitTests.Load;

public class HttpResponseReaderTests
{
    public static TheoryData<string, int, bool> Whole() => new()
    {
        { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, true },
        { "HTTP/1.1 200 OK\r\ncontent-length:0\r\nConnection: Close\r\n\r\n", 200, false },
        { "HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\nContent-Length: 3\r\nConnection: keep-alive\r\n\r\n502", 502, true },
        { "HTTP/1.1 204 No Content\r\n\r\n", 204, true },
        { "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n", 304, true },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1A;name=value\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n", 200, true },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\nContent-Length: 1\r\n\r\n3\r\nabc\r\n0\r\nX-Late: 1\r\nX-Later: 2\r\n\r\n", 200, true },
        { "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Made\r\nContent-Length: 2\r\n\r\nok", 201, true },
        { "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, false },
        { "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok", 200, true },
        { "HTTP/1.1 200\nContent-Length: 2\n\nok", 200, true },
        { "HTTP/1.1 429 Slow Down\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nno", 429, true },
        { "HTTP/1.1 101 Switching Protocols\r\nContent-Length: 0\r\n\r\n", 101, true },
    };

    public static TheoryData<string> Broken() =>
    [
        "SSH-2.0-OpenSSH_9.2\r\n",
        "\u0001\u0006\0\u0001\0\0\0\0",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 OK\r\n\r\n",
        "HTTP/1.1 20 OK here\r\n\r\n",
        "HTTP/1.1 099 Low\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1234567890abcdef0\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
    ];

    [Theory]
    [MemberData(nameof(Whole))]
    public void An_answer_is_read_however_it_is_cut(string text, int status, bool isKept)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        for (int first = 0; first <= bytes.Length; first++)
        {
            var reader = new HttpResponseReader();
            reader.Begin();
            ResponseProgress progress = reader.Feed(bytes.AsSpan(0, first));
            Assert.True(first == bytes.Length || progress == ResponseProgress.NeedsMore, $"{first}: {progress}");
            progress = first == bytes.Length ? progress : reader.Feed(bytes.AsSpan(first));

            Assert.Equal((first, ResponseProgress.Done, status, isKept, false), (first, progress, reader.Status, reader.KeepsConnection, reader.IsUntouched));
        }

        Assert.Equal(ResponseProgress.Done, ByteByByte(bytes, out HttpResponseReader slow));
        Assert.Equal((status, isKept), (slow.Status, slow.KeepsConnection));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_no_answer_is_told_however_it_is_cut(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        var reader = new HttpResponseReader();
        reader.Begin();

        Assert.Equal(ResponseProgress.Broken, reader.Feed(bytes));
        Assert.Equal(ResponseProgress.Broken, ByteByByte(bytes, out _));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nuntil the end", true)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabcdef", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", false)]
    [InlineData("", false)]
    public void The_end_of_the_connection_ends_what_has_no_length(string text, bool isWhole)
    {
        var reader = new HttpResponseReader();
        reader.Begin();

        Assert.Equal(ResponseProgress.NeedsMore, reader.Feed(Encoding.Latin1.GetBytes(text)));
        Assert.Equal(isWhole ? ResponseProgress.Done : ResponseProgress.Broken, reader.Finish());
        Assert.False(reader.KeepsConnection);
        Assert.Equal(text.Length == 0, reader.IsUntouched);
    }

    [Fact]
    public void One_answer_after_the_other()
    {
        var reader = new HttpResponseReader();
        byte[] first = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"u8.ToArray();
        foreach (int status in (int[])[200, 200])
        {
            reader.Begin();
            Assert.Equal((ResponseProgress.Done, status), (reader.Feed(first), reader.Status));
        }
    }

    [Fact]
    public void What_nobody_asked_for_ends_the_connection()
    {
        var reader = new HttpResponseReader();
        reader.Begin();

        Assert.Equal(ResponseProgress.Done, reader.Feed("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"u8));
        Assert.False(reader.KeepsConnection);
    }

    [Fact]
    public void A_head_without_end_is_given_up()
    {
        var reader = new HttpResponseReader();
        reader.Begin();
        ResponseProgress progress = reader.Feed("HTTP/1.1 200 OK\r\n"u8);
        byte[] line = Encoding.ASCII.GetBytes($"X-Long: {new string('x', 1000)}\r\n");
        for (int count = 0; count < 100 && progress == ResponseProgress.NeedsMore; count++)
        {
            progress = reader.Feed(line);
        }

        Assert.Equal(ResponseProgress.Broken, progress);
    }

    [Fact]
    public void A_long_answer_makes_no_garbage()
    {
        var reader = new HttpResponseReader();
        byte[] answer = Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 10000\r\n\r\n{new string('x', 10000)}");
        reader.Begin();
        reader.Feed(answer);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int count = 0; count < 1000; count++)
        {
            reader.Begin();
            reader.Feed(answer);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ResponseProgress ByteByByte(byte[] bytes, out HttpResponseReader reader)
    {
        reader = new HttpResponseReader();
        reader.Begin();
        ResponseProgress progress = ResponseProgress.NeedsMore;
        for (int index = 0; index < bytes.Length && progress == ResponseProgress.NeedsMore; index++)
        {
            progress = reader.Feed(bytes.AsSpan(index, 1));
        }

        return progress;
    }
}
