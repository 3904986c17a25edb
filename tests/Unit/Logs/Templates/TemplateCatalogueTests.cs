using System.Text;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.Templates;

public class TemplateCatalogueTests
{
    private static readonly TemplateCatalogue<string> Catalogue = new(
        [
            ("upstream sent invalid header", "bare"),
            ("upstream sent invalid header \"%V: %V\"", "named"),
            ("upstream sent invalid header: \"%*s\\x%02xd...\"", "hex"),
            ("upstream prematurely closed connection", "closed"),
            ("recv() failed", "recv"),
            ("connect() to %V failed", "to"),
            ("connect() failed", "connect"),
            ("%V could not be resolved (%i: %s)", "dns"),
            ("%s in upstream \"%V\"", "syntax"),
            ("child %d exited %s after %ld", "exited"),
            ("child %d exited", "gone"),
        ],
        TemplateEnd.AnythingFollows);

    [Theory]
    [InlineData("upstream sent invalid header while reading", "bare")]
    [InlineData("upstream sent invalid header \"a: b\" while", "named")]
    [InlineData("upstream sent invalid header \"a", "bare")]
    [InlineData("upstream sent invalid header: \"a\\x0a...\"", "hex")]
    [InlineData("upstream prematurely closed connection", "closed")]
    [InlineData("recv() failed (104: Connection reset by peer)", "recv")]
    [InlineData("connect() to unix:/run/x.sock failed (2: No such file or directory)", "to")]
    [InlineData("connect() failed (111: Connection refused)", "connect")]
    [InlineData("php could not be resolved (3: Host not found)", "dns")]
    [InlineData("invalid host in upstream \"x\"", "syntax")]
    [InlineData("upstream could not be resolved (3: Host not found)", "dns")]
    [InlineData("child 7 exited with code 0 after 3.1", "exited")]
    [InlineData("child 7 exited otherwise", "gone")]
    public void The_most_specific_template_wins(string message, string expected)
    {
        Assert.True(Catalogue.TryMatch(Encoding.UTF8.GetBytes(message), out string? value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("u")]
    [InlineData("upstream sent")]
    [InlineData("something else")]
    public void What_is_not_in_it_is_not_matched(string message)
    {
        Assert.False(Catalogue.TryMatch(Encoding.UTF8.GetBytes(message), out string? value));
        Assert.Null(value);
    }

    [Theory]
    [InlineData("upstream sent invalid header: \"abc", "hex")]
    [InlineData("connect() to 127.0.0.1:90", "to")]
    [InlineData("child 7 exi", null)]
    [InlineData("upstream", null)]
    public void A_cut_message_is_told_where_only_one_meaning_is_left(string message, string? expected)
    {
        Assert.Equal(expected != null, Catalogue.TryMatchCut(Encoding.UTF8.GetBytes(message), out string? value));
        Assert.Equal(expected, value);
    }

    [Fact]
    public void Values_are_captured_as_far_as_there_is_room()
    {
        byte[] message = "child 7 exited with code 0 after 3.1"u8.ToArray();
        var captures = new Range[Catalogue.MaximumPlaceholders];

        Assert.True(Catalogue.TryMatch(message, captures, out _));
        Assert.Equal("7", Encoding.UTF8.GetString(message[captures[0]]));
        Assert.Equal("with code 0", Encoding.UTF8.GetString(message[captures[1]]));
        Assert.Equal("3", Encoding.UTF8.GetString(message[captures[2]]));
        Assert.True(Catalogue.TryMatch(message, captures.AsSpan(0, 1), out _));
    }

    [Fact]
    public void The_same_template_twice_is_an_error() =>
        Assert.Throws<ArgumentException>(() => new TemplateCatalogue<int>([("a", 1), ("a", 2)], TemplateEnd.EndsMessage));

    [Fact]
    public void Matching_allocates_nothing()
    {
        byte[] message = "connect() to unix:/run/x.sock failed (2: No such file or directory)"u8.ToArray();
        var captures = new Range[4];
        Catalogue.TryMatch(message, captures, out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 100; round++)
        {
            Catalogue.TryMatch(message, captures, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
