using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Values;

public sealed class NginxSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    [InlineData("4k", 4096)]
    [InlineData("4K", 4096)]
    [InlineData("1m", 1_048_576)]
    public void Sizes(string text, long bytes)
    {
        Assert.True(NginxSize.TryParse(text, out long read));
        Assert.Equal(bytes, read);
        Assert.True(NginxSize.TryParseOffset(text, out read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("1g")]
    [InlineData("1kb")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("1 k")]
    [InlineData("9007199254740992m")]
    public void What_is_no_size(string text) => Assert.False(NginxSize.TryParse(text, out _));

    [Fact]
    public void Offsets_may_be_of_gigabytes()
    {
        Assert.True(NginxSize.TryParseOffset("2g", out long bytes));
        Assert.Equal(2L << 30, bytes);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1000, "1000")]
    [InlineData(4096, "4k")]
    [InlineData(1_048_576, "1m")]
    [InlineData(1_049_600, "1025k")]
    public void A_size_is_written_as_short_as_it_goes(long bytes, string text) => Assert.Equal(text, NginxSize.Format(bytes));
}
