using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.AccessLog;

public sealed class AccessLogFormatTests
{
    [Fact]
    public void PartsAreJoinedWithoutASpace()
    {
        AccessLogFormat format = AccessLogFormat.Parse(["main", "$remote_addr ", "[${time_local}]x", "$status"]);

        Assert.Equal("main", format.Name);
        Assert.Equal(AccessLogEscape.Default, format.Escape);
        Assert.Equal(["remote_addr", "time_local", "status"], format.Variables);
        Assert.Equal(200, AccessLines.Read("192.0.2.1 [23/Nov/2026:03:49:06 +0000]x200", format).Status);
    }

    [Theory]
    [InlineData("escape=json", AccessLogEscape.Json)]
    [InlineData("escape=none", AccessLogEscape.None)]
    [InlineData("escape=default", AccessLogEscape.Default)]
    public void EscapeIsTheSecondArgument(string argument, AccessLogEscape escape) =>
        Assert.Equal(escape, AccessLogFormat.Parse(["x", argument, "$status"]).Escape);

    [Theory]
    [InlineData("x")]
    [InlineData("x", "no variable")]
    [InlineData("x", "escape=xml", "$status")]
    [InlineData("x", "$status $")]
    [InlineData("x", "${status")]
    [InlineData("x", "$-")]
    public void WhatNginxRefusesIsRefused(params string[] arguments) =>
        Assert.Throws<FormatException>(() => AccessLogFormat.Parse(arguments));

    [Fact]
    public void TooManyVariablesAreRefused() =>
        Assert.Throws<FormatException>(() => AccessLogFormat.Parse("x", AccessLogEscape.Default, string.Concat(Enumerable.Repeat("$a ", 129))));

    [Fact]
    public void BracedNamesEndAtTheirBrace()
    {
        AccessLogFormat format = AccessLogFormat.Parse("x", AccessLogEscape.Default, "${status}ms");

        Assert.Equal(404, AccessLines.Read("404ms", format).Status);
    }

    [Fact]
    public void NeighboursWithoutALiteralAreToldApartByTheirShapes()
    {
        AccessLogFormat format = AccessLogFormat.Parse("x", AccessLogEscape.Default, "$host$request_uri $status");
        NginxAccessEntry entry = AccessLines.Read("shop.example/a/b c 502", format);

        Assert.Equal("shop.example", entry.Host);
        Assert.Equal("/a/b c", entry.RequestUri);
    }

    [Fact]
    public void UnquotedListsKeepTheirSpaces()
    {
        AccessLogFormat format = AccessLogFormat.Parse("x", AccessLogEscape.Default, "$upstream_response_time $upstream_addr $upstream_status $status");
        NginxAccessEntry entry = AccessLines.Read("0.000, 0.001 : 2.000 unix:/a, 127.0.0.1:9000 : backend 502, 200 : 504 504", format);

        Assert.Equal([502, 200, 504], entry.UpstreamStatus);
        Assert.Equal(["unix:/a", "127.0.0.1:9000", "backend"], entry.UpstreamAddress);
        Assert.Equal(3, entry.UpstreamResponseTime.Length);
    }

    [Theory]
    [InlineData("a [23/Nov/2026:00:00:00 +0000]")]
    [InlineData("a [x] y")]
    [InlineData("- -")]
    public void AUserCannotImitateTheFieldsThatFollow(string user)
    {
        NginxAccessEntry entry = AccessLines.Read($"192.0.2.1 - {user} [23/Nov/2026:03:49:06 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"", AccessLogFormat.Combined);

        Assert.Equal(user, entry.RemoteUser);
        Assert.Equal(AccessLines.Local(2026, 11, 23, 3, 49, 6), entry.Time);
    }

    [Fact]
    public void ALineThatCanBeReadInTwoWaysIsNotRead()
    {
        AccessLogFormat format = AccessLogFormat.Parse("x", AccessLogEscape.None, "\"$http_referer\" $status \"$http_user_agent\" $status");
        var reader = new AccessLogRecordReader([format], AccessLogFilter.Everything, guessOthers: false);

        Assert.Equal(RecordOutcome.Entry, AccessLines.Read(reader, "\"a\" 200 \"b\" 200", out _));
        Assert.Equal(RecordOutcome.NotUnderstood, AccessLines.Read(reader, "\"a\" 200 \"\" 502 \"b\" 200", out _));
    }

    [Fact]
    public void ALineMadeToBeAmbiguousEndsSoon()
    {
        AccessLogFormat format = AccessLogFormat.Parse("x", AccessLogEscape.None, string.Concat(Enumerable.Range(0, 20).Select(number => $"$a{number} ")) + "end");
        var reader = new AccessLogRecordReader([format], AccessLogFilter.Everything, guessOthers: false);

        Assert.Equal(RecordOutcome.NotUnderstood, AccessLines.Read(reader, new string(' ', 10_000) + "ene", out _));
    }

    [Fact]
    public void ALineThatWasCutIsNotUnderstood()
    {
        const string line = "192.0.2.1 - - [23/Nov/2026:03:49:06 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"curl\"";
        var reader = new AccessLogRecordReader([AccessLogFormat.Combined], AccessLogFilter.Everything, guessOthers: true);
        for (int length = 0; length < line.Length; length++)
        {
            Assert.Equal(RecordOutcome.NotUnderstood, AccessLines.Read(reader, line[..length], out _));
        }
    }
}
