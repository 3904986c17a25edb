using System.Text;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Editing;

public sealed class ReplaceAddressTests
{
    [Theory]
    [InlineData("location / { fastcgi_pass unix:/a.sock; }", null, "127.0.0.1:9000", "location / { fastcgi_pass 127.0.0.1:9000; }")]
    [InlineData("location / { fastcgi_pass '127.0.0.1:9000'; }", "127.0.0.1:9000", "/run/a b.sock", "location / { fastcgi_pass \"unix:/run/a b.sock\"; }")]
    [InlineData("location / { proxy_pass http://127.0.0.1:8080/x/; }", null, "127.0.0.1:8081", "location / { proxy_pass http://127.0.0.1:8081/x/; }")]
    [InlineData("location / { proxy_pass http://unix:/a.sock:/x; }", null, "/b.sock", "location / { proxy_pass http://unix:/b.sock:/x; }")]
    [InlineData("location / { uwsgi_pass suwsgi://127.0.0.1:1; }", null, "127.0.0.1:2", "location / { uwsgi_pass suwsgi://127.0.0.1:2; }")]
    [InlineData("set $php unix:/a.sock; location / { fastcgi_pass $php; }", null, "/b.sock", "set $php unix:/b.sock; location / { fastcgi_pass $php; }")]
    public void A_pass_gets_another_address(string before, string? from, string to, string after)
    {
        NginxEdit edit = Replace($"events {{ }} http {{ server {{ {before} }} }}", from, to);

        Assert.Empty(edit.Problems);
        Assert.Equal($"events {{ }} http {{ server {{ {after} }} }}", Encoding.UTF8.GetString(Assert.Single(edit.Edits).After.Span));
        Assert.Equal(ChangeApplies.NginxReload, Assert.Single(edit.Changes).Applies);
    }

    [Fact]
    public void A_server_of_a_group_gets_another_address_and_keeps_its_parameters()
    {
        const string Text = "events {{ }} http {{ upstream php {{ server {0} weight=2; server b:1 backup; }} server {{ location /a {{ fastcgi_pass php; }} location /b {{ fastcgi_pass php; }} }} }}";
        NginxEdit edit = Replace(string.Format(null, Text, "unix:/a.sock"), "/a.sock", "127.0.0.1:9000");

        Assert.Equal(string.Format(null, Text, "127.0.0.1:9000"), Encoding.UTF8.GetString(Assert.Single(edit.Edits).After.Span));
        Assert.Equal("/b", Assert.Single(edit.AlsoAffected).Location);
        SettingChange change = Assert.Single(edit.Changes);
        Assert.Equal(("server", "unix:/a.sock", "127.0.0.1:9000", "upstream php"), (change.Name, change.Before, change.After, change.Scope));
    }

    [Fact]
    public void An_entry_of_a_map_gets_another_address()
    {
        NginxEdit edit = Replace("events { } http { map $host $php { default unix:/a.sock; b unix:/b.sock; } server { location / { fastcgi_pass $php; } } }", "/b.sock", "/c.sock");

        Assert.Equal("events { } http { map $host $php { default unix:/a.sock; b unix:/c.sock; } server { location / { fastcgi_pass $php; } } }", Encoding.UTF8.GetString(Assert.Single(edit.Edits).After.Span));
    }

    [Fact]
    public void The_same_address_changes_nothing() => Assert.True(Replace("events { } http { server { location / { fastcgi_pass 127.0.0.1:9000; } } }", null, "9000").IsEmpty);

    [Theory]
    [InlineData("location / { fastcgi_pass unix:/a.sock; }", "/b.sock", "it does not reach unix:/b.sock")]
    [InlineData("location / { fastcgi_pass php; }", null, "it reaches 2 addresses: say which one is to be replaced")]
    [InlineData("location / { fastcgi_pass $unknown; }", null, "no address is known: requests decide")]
    [InlineData("set $v 8.2; location / { fastcgi_pass unix:/run/php$v.sock; }", null, "makes the address of several parts: it has to be changed by hand")]
    public void What_cannot_be_replaced_is_said(string server, string? from, string problem)
    {
        NginxEdit edit = Replace($"events {{ }} http {{ upstream php {{ server a:1; server b:1; }} server {{ {server} }} }}", from, "/c.sock");

        Assert.EndsWith(problem, Assert.Single(edit.Problems).Message, StringComparison.Ordinal);
    }

    private static NginxEdit Replace(string text, string? from, string to)
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", text);
        NginxConfiguration configuration = tree.Read();
        return new NginxUpstreamEditor(configuration).ReplaceAddress(configuration.Upstreams[0], from is null ? null : FpmEndpoint.Parse(from), FpmEndpoint.Parse(to));
    }
}
