using System.Text;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Editing;

public sealed class NginxEditSequenceTests : IDisposable
{
    private static readonly FpmEndpoint Old = FpmEndpoint.Parse("/a.sock");
    private static readonly FpmEndpoint New = FpmEndpoint.Parse("/b.sock");

    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Without_edits_nothing_changes() => Assert.True(new NginxEditSequence(Read("events { } http { }")).Result is { IsEmpty: true, IsPossible: true });

    [Fact]
    public void Edits_of_one_file_are_one_edit_from_what_the_file_holds_to_the_end()
    {
        const string Text = "events { } http { server { location /a { fastcgi_pass unix:/a.sock; } location /b { fastcgi_pass unix:/a.sock; fastcgi_read_timeout 5s; } } }";
        NginxConfiguration configuration = Read(Text);
        var sequence = new NginxEditSequence(configuration);
        sequence.Add(0, (now, upstream) => new NginxUpstreamEditor(now).ReplaceAddress(upstream, Old, New));
        sequence.Add(1, (now, upstream) => new NginxUpstreamEditor(now).ReplaceAddress(upstream, Old, New));
        sequence.Add(1, (now, upstream) => new NginxUpstreamEditor(now).Set(upstream, new Dictionary<string, string?> { ["fastcgi_read_timeout"] = "9s" }));

        FileEdit edit = Assert.Single(sequence.Result.Edits);

        Assert.Equal(Text, Encoding.UTF8.GetString(edit.Before.Span));
        Assert.Equal(Text.Replace("/a.sock", "/b.sock", StringComparison.Ordinal).Replace("5s", "9s", StringComparison.Ordinal), Encoding.UTF8.GetString(edit.After.Span));
        Assert.Equal(["fastcgi_pass unix:/a.sock -> unix:/b.sock", "fastcgi_pass unix:/a.sock -> unix:/b.sock", "fastcgi_read_timeout 5s -> 9s"], sequence.Result.Changes.Select(change => change.ToString()));
    }

    [Fact]
    public void A_later_edit_sees_what_an_earlier_one_made()
    {
        var sequence = new NginxEditSequence(Read("events { } http { upstream php { server unix:/a.sock; } server { location /a { fastcgi_pass php; } location /b { fastcgi_pass php; } } }"));
        var seen = new List<FpmEndpoint?>();
        sequence.Add(0, (now, upstream) => new NginxUpstreamEditor(now).ReplaceAddress(upstream, Old, New));
        sequence.Add(1, (now, upstream) =>
        {
            seen.Add(upstream.Endpoint);
            return new NginxEdit([], [], [], []);
        });

        Assert.Equal([New], seen);
        Assert.Single(sequence.Result.Edits);
        Assert.Equal("/b", Assert.Single(sequence.Result.AlsoAffected).Location);
    }

    [Fact]
    public void Others_that_are_affected_are_named_once_and_as_they_were()
    {
        NginxConfiguration configuration = Read("events { } http { upstream php { server unix:/a.sock; } server { location /a { fastcgi_pass php; } location /b { fastcgi_pass php; } } }");
        var sequence = new NginxEditSequence(configuration);
        sequence.Add(0, (now, upstream) => new NginxUpstreamEditor(now).ReplaceAddress(upstream, Old, New));
        sequence.Add(0, (now, upstream) => new NginxUpstreamEditor(now).ReplaceAddress(upstream, New, FpmEndpoint.Parse("/c.sock")));

        Assert.Same(configuration.Upstreams[1], Assert.Single(sequence.Result.AlsoAffected));
    }

    [Fact]
    public void One_that_is_impossible_leaves_no_edit_at_all()
    {
        var sequence = new NginxEditSequence(Read("events { } http { server { set $v 8; location /a { fastcgi_pass unix:/a.sock; } location /b { fastcgi_pass unix:/a$v.sock; } } }"));
        sequence.Add(0, (now, upstream) => new NginxUpstreamEditor(now).ReplaceAddress(upstream, Old, New));
        sequence.Add(1, (now, upstream) => new NginxUpstreamEditor(now).ReplaceAddress(upstream, null, New));

        Assert.False(sequence.Result.IsPossible);
        Assert.Empty(sequence.Result.Edits);
        Assert.Empty(sequence.Result.Changes);
    }

    private NginxConfiguration Read(string text)
    {
        _tree.Write("/nginx.conf", text);
        return _tree.Read();
    }
}
