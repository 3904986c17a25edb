namespace Nginx502.UnitTests.Words;

public class WildcardTextTests
{
    [Theory]
    [InlineData("www", "www", true)]
    [InlineData("WWW", "www", true)]
    [InlineData("www", "www2", false)]
    [InlineData("www", "ww", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("w*", "www", true)]
    [InlineData("*w", "www", true)]
    [InlineData("*a*b*c", "xxaxxbxxbc", true)]
    [InlineData("*a*b*c", "xxaxxbxxbcd", false)]
    [InlineData("a**", "a", true)]
    [InlineData("?", "a", true)]
    [InlineData("?", "", false)]
    [InlineData("w?w", "wxw", true)]
    [InlineData("shop[0-9]", "shop7", true)]
    [InlineData("shop[0-9]", "shopx", false)]
    [InlineData("[a-c]x", "Bx", true)]
    [InlineData("[ab-]", "-", true)]
    [InlineData("[xyz]", "Y", true)]
    [InlineData("[]", "a", false)]
    [InlineData("[open", "[open", true)]
    [InlineData("a`*b", "a*b", true)]
    [InlineData("a`*b", "axb", false)]
    [InlineData("ends`", "ends`", true)]
    [InlineData("unix:/run/php/*.sock", "unix:/run/php/php8.2-fpm.sock", true)]
    public void Matches_as_powershell_does(string pattern, string text, bool expected) =>
        Assert.Equal(expected, new WildcardText(pattern).IsMatch(text));

    [Fact]
    public void Many_stars_end_soon()
    {
        var pattern = new WildcardText(string.Concat(Enumerable.Repeat("a*", 40)) + "b");

        Assert.False(pattern.IsMatch(new string('a', 20_000)));
    }

    [Fact]
    public void Any_of_none_does_not_match()
    {
        Assert.False(WildcardText.IsMatchAny([], "www"));
        Assert.True(WildcardText.IsMatchAny([new WildcardText("a"), new WildcardText("w*")], "www"));
    }
}
