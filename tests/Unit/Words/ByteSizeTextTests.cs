namespace Nginx502.UnitTests.Words;

public class ByteSizeTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    [InlineData(" 4096 ", 4096)]
    [InlineData("16k", 16_384)]
    [InlineData("16K", 16_384)]
    [InlineData("16kB", 16_384)]
    [InlineData("16 KiB", 16_384)]
    [InlineData("512M", 536_870_912)]
    [InlineData("2G", 2_147_483_648)]
    [InlineData("1T", 1_099_511_627_776)]
    [InlineData("1.5k", 1536)]
    [InlineData("7B", 7)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Accepted_forms(string text, long expected)
    {
        Assert.True(ByteSizeText.TryParse(text, out long bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("-1")]
    [InlineData("-16k")]
    [InlineData("16x")]
    [InlineData("16kk")]
    [InlineData("1.2.3")]
    [InlineData("1,5k")]
    [InlineData(".")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("9223372036854775808")]
    [InlineData("8388608T")]
    [InlineData("99999999999999999999999999999999")]
    public void Refused_forms(string? text)
    {
        Assert.False(ByteSizeText.TryParse(text, out long bytes));
        Assert.Equal(0, bytes);
    }
}
