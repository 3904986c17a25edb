using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.AccessLog;

public sealed class AccessLogGuessTests
{
    private const string Combined = "192.0.2.1 - - [23/Nov/2026:03:49:06 +0000] \"GET /x HTTP/1.1\" 502 157 \"-\" \"curl/8.5.0\"";

    [Theory]
    [InlineData(Combined, "combined")]
    [InlineData(Combined + " \"198.51.100.1, 10.0.0.1\"", "main")]
    [InlineData(Combined + " \"-\"", "main")]
    [InlineData("shop.example:443 " + Combined, "vhost_combined")]
    [InlineData(Combined + " 412 0.004 [default-app-80] [] 10.0.0.7:8080, 10.0.0.8:8080 0, 5 0.001, 0.002 502, 200 0123456789abcdef", "upstreaminfo")]
    public void CommonFormatsAreKnown(string line, string format)
    {
        NginxAccessEntry entry = AccessLines.Guess(line);

        Assert.Equal(format, entry.LogFormat);
        Assert.Equal(502, entry.Status);
        Assert.Equal("/x", entry.RequestUri);
    }

    [Fact]
    public void ForwardedForIsNamedOnlyWhereItLooksLikeIt()
    {
        Assert.Equal("198.51.100.1", AccessLines.Guess(Combined + " \"198.51.100.1\"").GetVariable("http_x_forwarded_for"));

        NginxAccessEntry other = AccessLines.Guess(Combined + " \"MISS\"");
        Assert.Null(other.GetVariable("http_x_forwarded_for"));
        Assert.Equal(502, other.Status);
    }

    [Fact]
    public void NamedValuesAfterCombinedAreVariables()
    {
        NginxAccessEntry entry = AccessLines.Guess(
            Combined + " rt=1.250 uct=\"0.001, 0.002\" uht=\"-, 0.010\" urt=\"0.001, 1.249\" ua=\"unix:/run/a.sock, 127.0.0.1:9000\" us=\"502, 200\" cs=MISS x=\"y z\"");

        Assert.Equal(TimeSpan.FromMilliseconds(1250), entry.RequestTime);
        Assert.Equal([502, 200], entry.UpstreamStatus);
        Assert.Equal(["unix:/run/a.sock", "127.0.0.1:9000"], entry.UpstreamAddress);
        Assert.Equal(2, entry.UpstreamConnectTime.Length);
        Assert.Equal([null, TimeSpan.FromMilliseconds(10)], entry.UpstreamHeaderTime);
        Assert.Equal(TimeSpan.FromMilliseconds(1249), entry.UpstreamResponseTime[1]);
        Assert.Equal("MISS", entry.GetVariable("upstream_cache_status"));
        Assert.Equal("y z", entry.GetVariable("x"));
    }

    [Fact]
    public void WhatIsLearnedFromOneLineReadsTheNext()
    {
        AccessLogRecordReader reader = AccessLines.Guessing();
        AccessLines.Read(reader, Combined + " rt=0.010 urt=0.010 us=200", out _);
        AccessLines.Read(reader, Combined + " rt=2.010 urt=0.001, 2.000 us=502, 200", out NginxAccessEntry? second);

        Assert.Equal([502, 200], second!.UpstreamStatus);
        Assert.Equal(TimeSpan.FromMilliseconds(2010), second.RequestTime);
    }

    [Fact]
    public void AUserAgentIsNoUpstream()
    {
        NginxAccessEntry entry = AccessLines.Guess(Combined + " ua=\"curl/8.5.0\"");

        Assert.Empty(entry.UpstreamAddress);
        Assert.Equal("curl/8.5.0", entry.GetVariable("ua"));
    }

    [Fact]
    public void AValueAfterCombinedDoesNotReplaceOneOfItsOwn() =>
        Assert.Equal(502, AccessLines.Guess(Combined + " status=200").Status);

    [Fact]
    public void ValuesWithoutNamesStayInTheRawLine()
    {
        NginxAccessEntry entry = AccessLines.Guess(Combined + " 0.010 0.009 .");

        Assert.Equal(502, entry.Status);
        Assert.Null(entry.RequestTime);
        Assert.EndsWith(" 0.010 0.009 .", entry.GetRawLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void JsonIsReadByItsKeys()
    {
        NginxAccessEntry entry = AccessLines.Guess(
            "{\"@timestamp\": \"2026-11-23T03:49:06+00:00\", \"client\": {\"ip\": \"10.0.0.1\", \"port\": 7}, \"remote_addr\": \"192.0.2.1\", \"method\": \"GET\", \"request_uri\": \"/a\\\"b\", "
            + "\"status\": 502, \"request_time\": 0.250, \"upstream_status\": \"502, 502\", \"upstream_addr\": \"unix:/a, unix:/b\", \"user_agent\": \"\"}");

        Assert.Equal(AccessLines.Local(2026, 11, 23, 3, 49, 6), entry.Time);
        Assert.Equal("192.0.2.1", entry.Client);
        Assert.Equal("GET", entry.Method);
        Assert.Equal("/a\"b", entry.RequestUri);
        Assert.Equal(502, entry.Status);
        Assert.Equal(TimeSpan.FromMilliseconds(250), entry.RequestTime);
        Assert.Equal([502, 502], entry.UpstreamStatus);
        Assert.Equal("7", entry.GetVariable("client_port"));
        Assert.Null(entry.UserAgent);
    }

    [Fact]
    public void JsonWithoutJsonEscapingIsReadToo()
    {
        NginxAccessEntry entry = AccessLines.Guess("{\"time_local\":\"23/Nov/2026:03:49:06 +0000\",\"request\":\"GET /\\x22 HTTP/1.1\",\"status\":\"200\"}");

        Assert.Equal("/\"", entry.RequestUri);
    }

    [Theory]
    [InlineData("{\"time\":\"2026-11-23T03:49:06+00:00\",\"msg\":\"started\"}")]
    [InlineData("{\"status\":\"502\",\"request\":\"GET / HTTP/1.1\"}")]
    [InlineData("{\"time\":\"2026-11-23T03:49:06+00:00\",\"status\":\"running\"}")]
    [InlineData("{\"time\":\"2026-11-23T03:49:06+00:00\",\"status\":\"502\",\"tags\":[\"a\"]}")]
    [InlineData("2026/11/23 03:49:06 [error] 1#0: *1 connect() failed")]
    [InlineData("192.0.2.1 - - [23/Nov/2026:03:49:06 +0000] \"GET / HTTP/1.1\" 200 5")]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    public void WhatFitsNothingIsNotUnderstood(string line) =>
        Assert.Equal(RecordOutcome.NotUnderstood, AccessLines.Read(AccessLines.Guessing(), line, out _));

    [Theory]
    [InlineData("web-1  | " + Combined)]
    [InlineData("2026-11-23T03:49:06.000000000Z stdout F " + Combined)]
    [InlineData("{\"log\":\"192.0.2.1 - - [23/Nov/2026:03:49:06 +0000] \\\"GET /x HTTP/1.1\\\" 502 157 \\\"-\\\" \\\"curl/8.5.0\\\"\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-23T03:49:06.1Z\"}")]
    [InlineData("\0\0\0" + Combined)]
    [InlineData(Combined + "\r")]
    public void WhatContainersPutAroundALineIsTakenOff(string line)
    {
        NginxAccessEntry entry = AccessLines.Guess(line);

        Assert.Equal("192.0.2.1", entry.Client);
        Assert.Equal("curl/8.5.0", entry.UserAgent);
        Assert.Equal("combined", entry.LogFormat);
        Assert.Equal(line, entry.GetRawLine());
    }

    [Fact]
    public void FramedAndPlainLinesMayBeMixed()
    {
        AccessLogRecordReader reader = AccessLines.Guessing();
        foreach (string line in new[] { Combined, "web-1  | " + Combined, Combined, "web-1  | " + Combined })
        {
            Assert.Equal(RecordOutcome.Entry, AccessLines.Read(reader, line, out NginxAccessEntry? entry));
            Assert.Equal("192.0.2.1", entry!.Client);
        }
    }
}
