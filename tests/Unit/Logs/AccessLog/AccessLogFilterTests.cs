using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.AccessLog;

public sealed class AccessLogFilterTests
{
    [Theory]
    [InlineData("502", 502, true)]
    [InlineData("502", 503, false)]
    [InlineData("5xx", 599, true)]
    [InlineData("5XX", 499, false)]
    [InlineData("5*", 500, true)]
    [InlineData("50?", 509, true)]
    [InlineData("50?", 510, false)]
    [InlineData("*", 0, true)]
    [InlineData("000", 0, true)]
    [InlineData("499,502", 499, true)]
    [InlineData("499, 502", 502, true)]
    [InlineData("499,502", 200, false)]
    public void PatternsChooseStatuses(string pattern, int status, bool isWanted)
    {
        Assert.True(AccessLogFilter.TryParse([pattern], out AccessLogFilter? filter, out _));
        Assert.Equal(isWanted, filter!.Wants(status));
    }

    [Fact]
    public void OneOfSeveralIsEnough()
    {
        Assert.True(AccessLogFilter.TryParse(["502", "504"], out AccessLogFilter? filter, out _));
        Assert.True(filter!.Wants(504));
        Assert.False(filter.Wants(503));
    }

    [Theory]
    [InlineData("")]
    [InlineData("50")]
    [InlineData("5022")]
    [InlineData("502*")]
    [InlineData("5*2")]
    [InlineData("abc")]
    [InlineData("502,")]
    [InlineData("-02")]
    public void OthersAreRefusedByName(string pattern)
    {
        Assert.False(AccessLogFilter.TryParse(["200", pattern], out AccessLogFilter? filter, out string? invalid));
        Assert.Null(filter);
        Assert.NotNull(invalid);
    }

    [Fact]
    public void WithoutPatternsEverythingIsWanted()
    {
        Assert.True(AccessLogFilter.TryParse([], out AccessLogFilter? filter, out _));
        Assert.True(filter!.Wants(null));
        Assert.True(AccessLogFilter.TryParse(["*"], out AccessLogFilter? any, out _));
        Assert.False(any!.Wants(null));
    }

    [Fact]
    public void UnwantedLinesCostNoMemory()
    {
        AccessLogFilter.TryParse(["5xx"], out AccessLogFilter? filter, out _);
        var reader = new AccessLogRecordReader([], filter!, guessOthers: true);
        byte[] line = "192.0.2.1 - - [23/Nov/2026:03:49:06 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\" rt=0.010 us=\"200\""u8.ToArray();
        var context = new RecordContext(AccessLines.Source, new LineOrigin(), 0, 0);
        Assert.Equal(RecordOutcome.Unwanted, reader.Read(line, context, out _));

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int count = 0; count < 1000; count++)
        {
            reader.Read(line, context, out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
