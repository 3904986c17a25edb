using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Values;

public sealed class NginxTimeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("60", 60_000)]
    [InlineData("60s", 60_000)]
    [InlineData("500ms", 500)]
    [InlineData("1m", 60_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1h 30m", 5_400_000)]
    [InlineData("1d12h", 129_600_000)]
    [InlineData("2w", 1_209_600_000)]
    [InlineData("1m30", 90_000)]
    [InlineData("1m 30", 90_000)]
    [InlineData("5 10", 15_000)]
    [InlineData("1s500ms", 1_500)]
    public void Times_in_milliseconds(string text, long milliseconds)
    {
        Assert.True(NginxTime.TryParseMilliseconds(text, out long read));
        Assert.Equal(milliseconds, read);
    }

    [Theory]
    [InlineData("1y", 31_536_000)]
    [InlineData("1y2M", 36_720_000)]
    [InlineData("10", 10)]
    [InlineData("1h", 3_600)]
    public void Times_in_seconds(string text, long seconds)
    {
        Assert.True(NginxTime.TryParseSeconds(text, out long read));
        Assert.Equal(seconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1")]
    [InlineData("1.5s")]
    [InlineData("30m1h")]
    [InlineData("1s1s")]
    [InlineData("1ms1s")]
    [InlineData("1y")]
    [InlineData("1M")]
    [InlineData("60 s")]
    [InlineData("1x")]
    [InlineData("5 10m")]
    [InlineData("99999999999999999999")]
    [InlineData("9999999999999999s")]
    public void What_is_no_time_in_milliseconds(string text) => Assert.False(NginxTime.TryParseMilliseconds(text, out _));

    [Theory]
    [InlineData("500ms")]
    [InlineData("1M1y")]
    public void What_is_no_time_in_seconds(string text) => Assert.False(NginxTime.TryParseSeconds(text, out _));
}
