namespace Nginx502.UnitTests.Words;

public class DurationTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("30", 30)]
    [InlineData(" 30 ", 30)]
    [InlineData("1.5", 1.5)]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("15m", 900)]
    [InlineData("2h", 7200)]
    [InlineData("3d", 259_200)]
    [InlineData("1w", 604_800)]
    [InlineData("1h30m", 5400)]
    [InlineData("1d2h3m4s5ms", 93_784.005)]
    [InlineData("1.5h", 5400)]
    [InlineData("0.1ms", 0.0001)]
    public void Accepted_forms(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)), duration);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-1")]
    [InlineData("-5m")]
    [InlineData("m")]
    [InlineData("5x")]
    [InlineData("5S")]
    [InlineData("5M")]
    [InlineData("1m30")]
    [InlineData("1h 30m")]
    [InlineData("1.2.3s")]
    [InlineData(".")]
    [InlineData(".s")]
    [InlineData("1,5s")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("00:05")]
    [InlineData("99999999999999999999")]
    [InlineData("99999999w")]
    public void Refused_forms(string? text)
    {
        Assert.False(DurationText.TryParse(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.Zero, duration);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.MaxValue)]
    public void Seconds_that_are_no_duration(double seconds) => Assert.False(DurationText.TryFromSeconds(seconds, out _));

    [Theory]
    [InlineData(1, "1 ms")]
    [InlineData(250, "250 ms")]
    [InlineData(1000, "1 s")]
    [InlineData(1500, "1.5 s")]
    [InlineData(120_000, "120 s")]
    public void A_limit_in_a_sentence(int milliseconds, string text) => Assert.Equal(text, DurationText.Limit(TimeSpan.FromMilliseconds(milliseconds)));
}
