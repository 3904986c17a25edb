using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.AccessLog;

public sealed class NginxAccessEntryTests
{
    private const string CombinedLine =
        "203.0.113.7 - alice [23/Nov/2026:03:49:06 +0600] \"GET /a?b=1 HTTP/1.1\" 502 157 \"https://shop.example/\" \"curl/8.5.0\"";

    private static readonly AccessLogFormat Upstream = AccessLogFormat.Parse(
        "upstream",
        AccessLogEscape.Default,
        "$msec $connection $remote_addr $status $upstream_status|$upstream_addr|$upstream_connect_time|$upstream_header_time|$upstream_response_time");

    [Fact]
    public void CombinedHoldsWhatItNames()
    {
        NginxAccessEntry entry = AccessLines.Read(CombinedLine, AccessLogFormat.Combined);

        Assert.Equal(AccessLines.Local(2026, 11, 22, 21, 49, 6), entry.Time);
        Assert.Equal(DateTimeKind.Local, entry.Time!.Value.Kind);
        Assert.Equal("203.0.113.7", entry.Client);
        Assert.Equal("alice", entry.RemoteUser);
        Assert.Equal("GET", entry.Method);
        Assert.Equal("/a?b=1", entry.RequestUri);
        Assert.Equal("HTTP/1.1", entry.Protocol);
        Assert.Equal("GET /a?b=1 HTTP/1.1", entry.Request);
        Assert.Equal(502, entry.Status);
        Assert.Equal(157, entry.BodyBytesSent);
        Assert.Equal("https://shop.example/", entry.Referrer);
        Assert.Equal("curl/8.5.0", entry.UserAgent);
        Assert.Equal("combined", entry.LogFormat);
        Assert.Equal(CombinedLine, entry.GetRawLine());
    }

    [Fact]
    public void WhatTheFormatDoesNotHoldIsNullOrEmpty()
    {
        NginxAccessEntry entry = AccessLines.Read(CombinedLine, AccessLogFormat.Combined);

        Assert.Null(entry.BytesSent);
        Assert.Null(entry.Host);
        Assert.Null(entry.Server);
        Assert.Null(entry.RequestTime);
        Assert.Null(entry.ConnectionId);
        Assert.Null(entry.RequestId);
        Assert.Null(entry.LineNumber);
        Assert.Null(entry.GetVariable("upstream_status"));
        Assert.Null(entry.GetVariable(string.Empty));
        Assert.Null(entry.GetVariable(null!));
        Assert.Empty(entry.UpstreamStatus);
        Assert.Empty(entry.UpstreamAddress);
        Assert.Empty(entry.UpstreamResponseTime);
    }

    [Fact]
    public void ADashIsNotSet()
    {
        NginxAccessEntry entry = AccessLines.Read("unix: - - [23/Nov/2026:03:49:06 +0000] \"GET / HTTP/1.0\" 200 5 \"-\" \"-\"", AccessLogFormat.Combined);

        Assert.Equal("unix:", entry.Client);
        Assert.Null(entry.RemoteUser);
        Assert.Null(entry.Referrer);
        Assert.Null(entry.UserAgent);
    }

    [Theory]
    [InlineData("499", 499)]
    [InlineData("000", 0)]
    [InlineData("009", 9)]
    public void AStatusHasThreeDigits(string written, int status) =>
        Assert.Equal(status, AccessLines.Read(CombinedLine.Replace(" 502 ", $" {written} ", StringComparison.Ordinal), AccessLogFormat.Combined).Status);

    [Theory]
    [InlineData("$time_local", "28/Sep/1970:12:00:00 +0600", 1970, 9, 28, 6, 0)]
    [InlineData("$time_local", "31/Dec/2026:23:30:00 -0130", 2027, 1, 1, 1, 0)]
    [InlineData("$time_iso8601", "1970-09-28T12:00:00+06:00", 1970, 9, 28, 6, 0)]
    [InlineData("$msec", "23353200.000", 1970, 9, 28, 7, 0)]
    public void TimesHaveTheirZone(string variable, string written, int year, int month, int day, int hour, int minute)
    {
        AccessLogFormat format = AccessLogFormat.Parse("t", AccessLogEscape.Default, variable + " $status");

        Assert.Equal(AccessLines.Local(year, month, day, hour, minute, 0), AccessLines.Read(written + " 200", format).Time);
    }

    [Fact]
    public void MsecIsPreferredSinceItIsFiner()
    {
        AccessLogFormat format = AccessLogFormat.Parse("t", AccessLogEscape.Default, "[$time_local] $msec");

        Assert.Equal(AccessLines.Local(2026, 11, 23, 3, 49, 6, 123), AccessLines.Read("[23/Nov/2026:03:49:06 +0000] 1795405746.123", format).Time);
    }

    [Theory]
    [InlineData("[32/Nov/2026:03:49:06 +0000]")]
    [InlineData("[30/Feb/2026:03:49:06 +0000]")]
    [InlineData("[23/Nov/2026:24:00:06 +0000]")]
    [InlineData("[23/Nox/2026:03:49:06 +0000]")]
    [InlineData("[23/anF/2026:03:49:06 +0000]")]
    [InlineData("[23/Nov/2026 03:49:06 +0000]")]
    public void AnImpossibleTimeIsNotUnderstood(string time)
    {
        string line = CombinedLine.Replace("[23/Nov/2026:03:49:06 +0600]", time, StringComparison.Ordinal);

        Assert.Equal(RecordOutcome.NotUnderstood, AccessLines.Read(AccessLines.Guessing(), line, out _));
    }

    [Fact]
    public void AttemptsAreLists()
    {
        NginxAccessEntry entry = AccessLines.Read(
            "1795405746.123 17 192.0.2.1 504 502, 200 : 504|unix:/run/a.sock, [::1]:9000 : 127.0.0.1:9000|-, 0.001 : 0.000|-, 0.010 : -|0.000, 0.012 : 60.001",
            Upstream);

        Assert.Equal([502, 200, 504], entry.UpstreamStatus);
        Assert.Equal(["unix:/run/a.sock", "[::1]:9000", "127.0.0.1:9000"], entry.UpstreamAddress);
        Assert.Equal([null, TimeSpan.FromMilliseconds(1), TimeSpan.Zero], entry.UpstreamConnectTime);
        Assert.Equal([null, TimeSpan.FromMilliseconds(10), null], entry.UpstreamHeaderTime);
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMilliseconds(12), TimeSpan.FromMilliseconds(60_001)], entry.UpstreamResponseTime);
        Assert.Equal(17, entry.ConnectionId);
    }

    [Fact]
    public void AnAttemptThatEndedBeforeAStatusIsNull()
    {
        NginxAccessEntry entry = AccessLines.Read("1795405746.123 17 192.0.2.1 499 -|unix:/run/a.sock|0.000|-|2.000", Upstream);

        Assert.Equal([null], entry.UpstreamStatus);
        Assert.Equal([null], entry.UpstreamHeaderTime);
    }

    [Fact]
    public void NoAttemptIsAnEmptyList()
    {
        NginxAccessEntry entry = AccessLines.Read("1795405746.123 17 192.0.2.1 200 -|-|-|-|-", Upstream);

        Assert.Empty(entry.UpstreamStatus);
        Assert.Empty(entry.UpstreamAddress);
        Assert.Empty(entry.UpstreamResponseTime);
    }

    [Fact]
    public void NoLiveUpstreamsNamesTheGroup()
    {
        NginxAccessEntry entry = AccessLines.Read("1795405746.123 17 192.0.2.1 502 502|backend|-|-|0.000", Upstream);

        Assert.Equal(["backend"], entry.UpstreamAddress);
        Assert.Equal([502], entry.UpstreamStatus);
    }

    [Fact]
    public void ABrokenRequestHasNoMethod()
    {
        NginxAccessEntry entry = AccessLines.Read(
            "192.0.2.1 - - [23/Nov/2026:03:49:06 +0000] \"\\x16\\x03\\x01 \\x22\" 400 157 \"-\" \"-\"", AccessLogFormat.Combined);

        Assert.Null(entry.Method);
        Assert.Null(entry.RequestUri);
        Assert.Null(entry.Protocol);
        Assert.Equal("\\x16\\x03\\x01 \"", entry.Request);
    }

    [Fact]
    public void ARequestWithoutProtocolIsHttp09()
    {
        NginxAccessEntry entry = AccessLines.Read("192.0.2.1 - - [23/Nov/2026:03:49:06 +0000] \"GET /\" 200 1 \"-\" \"-\"", AccessLogFormat.Combined);

        Assert.Equal("GET", entry.Method);
        Assert.Equal("/", entry.RequestUri);
        Assert.Null(entry.Protocol);
    }

    [Fact]
    public void ControlCharactersNeverComeOutRaw()
    {
        NginxAccessEntry entry = AccessLines.Read(
            "192.0.2.1 - - [23/Nov/2026:03:49:06 +0000] \"GET / HTTP/1.1\" 200 1 \"\\x1B]0;x\\x07\" \"\\xC2\\x9B\\xE2\\x80\\xAE\"", AccessLogFormat.Combined);

        Assert.Equal("\\x1B]0;x\\x07", entry.Referrer);
        Assert.DoesNotContain('\u202E', entry.UserAgent!);
        Assert.DoesNotContain('\u009B', entry.UserAgent!);
    }

    [Fact]
    public void EscapedUtf8IsDecoded()
    {
        NginxAccessEntry entry = AccessLines.Read(
            "192.0.2.1 - - [23/Nov/2026:03:49:06 +0000] \"GET / HTTP/1.1\" 200 1 \"\\xD0\\xBF\" \"a\\x22b\\x5Cc\"", AccessLogFormat.Combined);

        Assert.Equal("п", entry.Referrer);
        Assert.Equal("a\"b\\c", entry.UserAgent);
    }

    [Fact]
    public void VariablesAreFoundInAnySpelling()
    {
        NginxAccessEntry entry = AccessLines.Read(CombinedLine, AccessLogFormat.Combined);

        Assert.Equal("alice", entry.GetVariable("remote_user"));
        Assert.Equal("alice", entry.GetVariable("$Remote_User"));
    }

    [Fact]
    public void TheLineNumberComesWithItsStretch()
    {
        var origin = new LineOrigin();
        var reader = new AccessLogRecordReader([], AccessLogFilter.Everything, guessOthers: true);
        reader.Read(System.Text.Encoding.ASCII.GetBytes(CombinedLine), new RecordContext(AccessLines.Source, origin, 4, 77), out NginxAccessEntry? entry);
        typeof(LineOrigin).GetProperty(nameof(LineOrigin.FirstLineNumber))!.SetValue(origin, 10L);

        Assert.Equal(14, entry!.LineNumber);
        Assert.Equal(77, entry.Offset);
        Assert.Equal("/var/log/nginx/access.log", entry.Path);
    }
}
