namespace Nginx502.UnitTests.Words;

public sealed class MomentTextTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 3, 30, 0, DateTimeKind.Local);

    [Theory]
    [InlineData("02:00", "2026-11-23 02:00:00")]
    [InlineData("3:30", "2026-11-23 03:30:00")]
    [InlineData("03:30:01", "2026-11-22 03:30:01")]
    [InlineData(" 23:59 ", "2026-11-22 23:59:00")]
    [InlineData("2026-11-23", "2026-11-23 00:00:00")]
    [InlineData("2026-11-23 03:00", "2026-11-23 03:00:00")]
    [InlineData("2026-11-23T03:00:05", "2026-11-23 03:00:05")]
    [InlineData("2026/11/23 03:00:05", "2026-11-23 03:00:05")]
    [InlineData("23-Nov-2026 03:00:05", "2026-11-23 03:00:05")]
    [InlineData("23/Nov/2026:03:00:05", "2026-11-23 03:00:05")]
    public void A_moment_without_a_zone_is_local(string text, string expected)
    {
        Assert.True(MomentText.TryParse(text, Now, out DateTime moment));
        Assert.Equal(DateTime.Parse(expected), moment);
        Assert.Equal(DateTimeKind.Local, moment.Kind);
    }

    [Theory]
    [InlineData("2026-11-23T03:00:00Z")]
    [InlineData("2026-11-23T05:00:00+02:00")]
    [InlineData("2026-11-23 05:00:00 +02:00")]
    [InlineData("23/Nov/2026:03:00:00 +0000")]
    public void A_moment_with_a_zone_becomes_local(string text)
    {
        Assert.True(MomentText.TryParse(text, Now, out DateTime moment));
        Assert.Equal(new DateTime(2026, 11, 23, 3, 0, 0, DateTimeKind.Utc), moment.ToUniversalTime());
        Assert.Equal(DateTimeKind.Local, moment.Kind);
    }

    [Theory]
    [InlineData("15m", 15)]
    [InlineData("1h30m", 90)]
    [InlineData("3d", 3 * 24 * 60)]
    public void A_span_is_elapsed_time_before_now(string text, int minutes)
    {
        Assert.True(MomentText.TryParse(text, Now, out DateTime moment));
        Assert.Equal(Now.ToUniversalTime().AddMinutes(-minutes), moment.ToUniversalTime());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("2026")]
    [InlineData("24:00")]
    [InlineData("02:60")]
    [InlineData("2026-13-01")]
    [InlineData("11/23/2026")]
    [InlineData("yesterday")]
    [InlineData("-15m")]
    [InlineData("99999999d")]
    public void What_names_no_moment_is_refused(string? text) => Assert.False(MomentText.TryParse(text, Now, out _));
}
