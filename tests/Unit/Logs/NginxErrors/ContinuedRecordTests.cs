using System.Text;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.NginxErrors;

/// <summary>Only what goes on over several lines takes the lines behind it: another program may write to the same log.</summary>
public class ContinuedRecordTests
{
    private const string Head = "2026/11/23 03:49:06 [error] 10579#0: *13 ";
    private const string Keys = ", client: 192.0.2.1, server: shop.example, request: \"GET /x HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"h\"";
    private const string ForeignLine = "app: done, client: 6.6.6.6, server: evil, request: \"GET /evil HTTP/1.1\", upstream: \"fastcgi://6.6.6.6:6\"";

    private readonly NginxErrorRecordReader _reader = new(ErrorLines.All);

    [Theory]
    [InlineData(Head + "connect() failed (111: Connection refused) while connecting to upstream")]
    [InlineData("2026/11/23 03:49:06 [error] 10579#0: open() failed")]
    [InlineData("2026/11/23 03:49:06 [error] 10579#0: [lua] without a connection")]
    [InlineData("2026/11/23 03:49:06 [warn] 10579#0: *13 a client request body is buffered to a temporary file")]
    public void A_finished_line_takes_no_foreign_one(string line)
    {
        Assert.False(_reader.AcceptsContinuation(Encoding.UTF8.GetBytes(line)));

        IReadOnlyList<NginxUpstreamError> errors = ErrorLines.Read(line + "\n" + ForeignLine + "\n" + ErrorLines.Refused, ErrorLines.All, out ReadStatistics statistics);

        Assert.Equal(1, statistics.NotUnderstood);
        Assert.All(errors, error => Assert.DoesNotContain("6.6.6.6", $"{error.Client}{error.Upstream}"));
    }

    [Theory]
    [InlineData("FastCGI sent in stderr: \"PHP message: one\n, client: 6.6.6.6, \" and two\" while reading response header from upstream" + Keys)]
    [InlineData("lua entry thread aborted: runtime error: /x.lua:3: boom\nstack traceback:\ncoroutine 0:\n\t/x.lua: in function 'f'" + Keys)]
    [InlineData("[lua] x.lua:3: one\ntwo" + Keys)]
    public void A_record_goes_on_to_its_end_and_not_beyond(string message)
    {
        string wrapped = string.Join('\n', (Head + message).Split('\n').Select(line => $"2026-11-23T03:49:06.123456789Z stderr F {line}"));
        foreach (string record in new[] { Head + message, wrapped })
        {
            for (int end = record.IndexOf('\n'); end >= 0; end = record.IndexOf('\n', end + 1))
            {
                Assert.True(_reader.AcceptsContinuation(Encoding.UTF8.GetBytes(record[..end])));
            }

            Assert.False(_reader.AcceptsContinuation(Encoding.UTF8.GetBytes(record)));
            NginxUpstreamError error = ErrorLines.Read(record + "\n" + ForeignLine, ErrorLines.All, out ReadStatistics statistics)[0];
            Assert.Equal(("192.0.2.1", 1), (error.Client, statistics.NotUnderstood));
        }
    }

    [Theory]
    [InlineData(2047)]
    [InlineData(4095)]
    public void What_nginx_cut_at_its_longest_takes_no_foreign_line(int length)
    {
        string cut = (Head + "FastCGI sent in stderr: \"PHP message: ").PadRight(length, 'x');

        Assert.False(_reader.AcceptsContinuation(Encoding.UTF8.GetBytes(cut)));
        Assert.True(_reader.AcceptsContinuation(Encoding.UTF8.GetBytes(cut[..^1])));
    }

    [Fact]
    public void A_record_made_to_be_long_is_not_looked_through_again_at_every_line()
    {
        const string wrapping = "2026-11-23T03:49:06.123456789Z stderr F ";
        string made = wrapping + Head + "FastCGI sent in stderr: \"" + string.Concat(Enumerable.Repeat("\n" + wrapping + "x", 1000));

        Assert.True(_reader.AcceptsContinuation(Encoding.UTF8.GetBytes(made[..10_000])));
        Assert.False(_reader.AcceptsContinuation(Encoding.UTF8.GetBytes(made)));
    }
}
