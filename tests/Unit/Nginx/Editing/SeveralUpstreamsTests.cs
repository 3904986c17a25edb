using System.Text;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Editing;

public sealed class SeveralUpstreamsTests : IDisposable
{
    private static readonly FpmEndpoint Old = FpmEndpoint.Parse("/a.sock");
    private static readonly FpmEndpoint New = FpmEndpoint.Parse("/b.sock");

    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Of_none_nothing_changes()
    {
        var editor = new NginxUpstreamEditor(Read("events { } http { }"));

        Assert.True(editor.ReplaceAddresses([], New) is { IsEmpty: true, IsPossible: true });
        Assert.True(editor.Set([], _ => Wanted("9s")) is { IsEmpty: true, IsPossible: true });
    }

    [Fact]
    public void Edits_of_one_file_are_one()
    {
        const string Text = "events { } http { server { location /a { fastcgi_pass unix:/a.sock; }\n location /b { fastcgi_pass unix:/a.sock; } } }";
        NginxConfiguration configuration = Read(Text);

        NginxEdit edit = new NginxUpstreamEditor(configuration).ReplaceAddresses([.. configuration.Upstreams.Select(upstream => (upstream, (FpmEndpoint?)Old))], New);

        Assert.Equal(Text.Replace("/a.sock", "/b.sock", StringComparison.Ordinal), Encoding.UTF8.GetString(Assert.Single(edit.Edits).After.Span));
        Assert.Equal(["fastcgi_pass unix:/a.sock -> unix:/b.sock", "fastcgi_pass unix:/a.sock -> unix:/b.sock"], edit.Changes.Select(change => change.ToString()));
        Assert.Empty(edit.AlsoAffected);
    }

    [Fact]
    public void What_they_share_changes_once()
    {
        NginxConfiguration configuration = Read("events { } http { upstream php { server unix:/a.sock; } server { location /a { fastcgi_pass php; } location /b { fastcgi_pass php; } location /c { fastcgi_pass php; } } }");

        NginxEdit edit = new NginxUpstreamEditor(configuration).ReplaceAddresses([.. configuration.Upstreams.Take(2).Select(upstream => (upstream, (FpmEndpoint?)Old))], New);

        Assert.Equal("server unix:/a.sock -> unix:/b.sock", Assert.Single(edit.Changes).ToString());
        Assert.Equal("/c", Assert.Single(edit.AlsoAffected).Location);
    }

    [Theory]
    [InlineData("fastcgi_pass unix:/a.sock; if ($x) { fastcgi_pass unix:/a.sock; }", "fastcgi_pass unix:/a.sock; fastcgi_read_timeout 9s; if ($x) { fastcgi_pass unix:/a.sock; }")]
    [InlineData("fastcgi_read_timeout 5s; fastcgi_pass unix:/a.sock; if ($x) { fastcgi_pass unix:/a.sock; }", "fastcgi_read_timeout 9s; fastcgi_pass unix:/a.sock; if ($x) { fastcgi_pass unix:/a.sock; }")]
    [InlineData("fastcgi_pass unix:/a.sock; location /b { fastcgi_pass unix:/a.sock; }", "fastcgi_pass unix:/a.sock; fastcgi_read_timeout 9s; location /b { fastcgi_pass unix:/a.sock; }")]
    [InlineData("fastcgi_pass unix:/a.sock; location /b { fastcgi_read_timeout 5s; fastcgi_pass unix:/a.sock; }", "fastcgi_pass unix:/a.sock; fastcgi_read_timeout 9s; location /b { fastcgi_read_timeout 9s; fastcgi_pass unix:/a.sock; }")]
    public void What_a_block_inherits_it_does_not_say_again(string before, string after)
    {
        string around = "events { } http { server { location / { BODY } } }";
        NginxConfiguration configuration = Read(around.Replace("BODY", before, StringComparison.Ordinal));

        NginxEdit edit = new NginxUpstreamEditor(configuration).Set(configuration.Upstreams, _ => Wanted("9s"));

        Assert.Equal(around.Replace("BODY", after, StringComparison.Ordinal), Encoding.UTF8.GetString(Assert.Single(edit.Edits).After.Span));
        Assert.Empty(edit.AlsoAffected);
    }

    [Fact]
    public void One_that_is_impossible_leaves_no_edit_at_all()
    {
        NginxConfiguration configuration = Read("events { } http { server { set $v 8; location /a { fastcgi_pass unix:/a.sock; } location /b { fastcgi_pass unix:/a$v.sock; } } }");

        NginxEdit edit = new NginxUpstreamEditor(configuration).ReplaceAddresses([(configuration.Upstreams[0], Old), (configuration.Upstreams[1], null)], New);

        Assert.False(edit.IsPossible);
        Assert.Empty(edit.Edits);
        Assert.Empty(edit.Changes);
    }

    [Fact]
    public void A_thousand_are_verified_once()
    {
        NginxConfiguration configuration = Read(
            "events { } http { " + string.Concat(Enumerable.Range(0, 1000).Select(index => $"server {{ server_name s{index}; location / {{ fastcgi_pass unix:/a.sock; }} }}\n")) + "}");

        NginxEdit edit = new NginxUpstreamEditor(configuration).ReplaceAddresses([.. configuration.Upstreams.Select(upstream => (upstream, (FpmEndpoint?)Old))], New);

        Assert.Equal(1000, edit.Changes.Count);
        Assert.DoesNotContain("/a.sock", Encoding.UTF8.GetString(Assert.Single(edit.Edits).After.Span), StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Wanted(string time) => new() { ["fastcgi_read_timeout"] = time };

    private NginxConfiguration Read(string text)
    {
        _tree.Write("/nginx.conf", text);
        return _tree.Read();
    }
}
