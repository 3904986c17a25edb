using System.Text;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.Templates;

public class LogTemplateTests
{
    [Theory]
    [InlineData("ready", "ready", "")]
    [InlineData("100%% of %s", "100% of it", "it")]
    [InlineData("child %d started", "child 10 started", "10")]
    [InlineData("child %d started", "child -1 started", "-1")]
    [InlineData("%ui worker_connections", "12 worker_connections", "12")]
    [InlineData("%V_buffer_size %uz is", "fastcgi_buffer_size 4096 is", "fastcgi|4096")]
    [InlineData("after %ld.%06d seconds", "after 22.169630 seconds", "22|169630")]
    [InlineData("%zu of %zd and %uz", "1 of -2 and 3", "1|-2|3")]
    [InlineData("timeout(%ds) set to %dms", "timeout(7s) set to 8ms", "7|8")]
    [InlineData("error: (%l:%s)", "error: (20:self signed)", "20|self signed")]
    [InlineData("header: \"%*s\\x%02xd...\"", "header: \"ab\\x0a...\"", "ab|0a")]
    [InlineData("token (%%%c)", "token (%Z)", "Z")]
    [InlineData("script '%s' (request: \"%s %s%s%s\") slow", "script '/a' (request: \"GET /x?n=2\") slow", "/a|GET|/x?n=2||")]
    [InlineData("%s (%d)", "a (b) (12)", "a (b)|12")]
    [InlineData("%s: %d!", "a: b: -3!", "a: b|-3")]
    [InlineData("name '%s'", "name ''", "")]
    [InlineData("unlike %s", "unlike anything", "anything")]
    public void Captures_the_values(string template, string message, string expected)
    {
        LogTemplate parsed = LogTemplate.Parse(template);
        var captures = new Range[parsed.PlaceholderCount];

        Assert.True(parsed.IsMatch(Encoding.UTF8.GetBytes(message), TemplateEnd.EndsMessage, captures));
        Assert.Equal(expected, string.Join('|', captures.Select(range => message[range])));
    }

    [Theory]
    [InlineData("child %d started", "child x started")]
    [InlineData("child %d started", "child  started")]
    [InlineData("child %d started", "child - started")]
    [InlineData("child %d started", "child 1 start")]
    [InlineData("token (%c)", "token ()")]
    [InlineData("\\x%02xd", "\\xg")]
    [InlineData("a %s b %s c", "a c b")]
    public void Says_no(string template, string message) =>
        Assert.False(LogTemplate.Parse(template).IsMatch(Encoding.UTF8.GetBytes(message), TemplateEnd.AnythingFollows, []));

    [Theory]
    [InlineData("failed", "failed: errno", TemplateEnd.AnythingFollows, true)]
    [InlineData("failed", "failed: errno", TemplateEnd.EndsMessage, false)]
    [InlineData("a %s.", "a b. c.", TemplateEnd.EndsMessage, true)]
    [InlineData("a %s.", "a b. c", TemplateEnd.EndsMessage, false)]
    [InlineData("a %s.", "a b. c", TemplateEnd.AnythingFollows, true)]
    public void The_end_is_held(string template, string message, object end, bool expected) =>
        Assert.Equal(expected, LogTemplate.Parse(template).IsMatch(Encoding.UTF8.GetBytes(message), (TemplateEnd)end, []));

    [Theory]
    [InlineData("script '%s' slow (%d)", "script '/a", true)]
    [InlineData("script '%s' slow (%d)", "script '/a' sl", true)]
    [InlineData("script '%s' slow (%d)", "script '/a' slow (", true)]
    [InlineData("script '%s' slow (%d)", "script '/a' slow (1", true)]
    [InlineData("script '%s' slow", "scr", false)]
    [InlineData("child %d, script", "child x", false)]
    [InlineData("child %d, script", "child 12 started", false)]
    public void Knows_its_beginning(string template, string message, bool expected) =>
        Assert.Equal(expected, LogTemplate.Parse(template).CanBeginWith(Encoding.UTF8.GetBytes(message)));

    [Theory]
    [InlineData("50%")]
    [InlineData("50% ")]
    [InlineData("%-")]
    public void A_percent_sign_alone_is_an_error(string template) =>
        Assert.Throws<FormatException>(() => LogTemplate.Parse(template));

    [Fact]
    public void A_hostile_message_ends_soon()
    {
        LogTemplate template = LogTemplate.Parse("a %s '%s' (%s) b %d c");
        byte[] message = Encoding.UTF8.GetBytes("a " + string.Concat(Enumerable.Repeat("' '(' () b 1 ", 100_000)));

        Assert.False(template.IsMatch(message, TemplateEnd.EndsMessage, []));
    }
}
