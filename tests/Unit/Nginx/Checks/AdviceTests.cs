namespace Nginx502.UnitTests.Nginx.Checks;

public sealed class AdviceTests
{
    [Theory]
    [InlineData("http {\n server {\n listen 80\n server_name a;\n }\n}", "A \";\" is missing at the end of line 3: the directive \"server_name\" in line 4 was taken for a part of this one.")]
    [InlineData("http { server { fastcgi_pass a:1; } }", "It may stand in \"location\", \"if\" in a location: move it there, or look for a brace that is missing or too many before it.")]
    [InlineData("http { fastcgi_buffers 8 4k; fastcgi_buffer_size 64k; server { } }", "Write fastcgi_buffers 33 4k; or buffers as large as fastcgi_buffer_size.")]
    [InlineData("http { fastcgi_buffer_size 8k; fastcgi_buffers 8 4k; fastcgi_busy_buffers_size 4k; server { } }", "Write fastcgi_busy_buffers_size 16k;")]
    [InlineData("http { server { location / { } location / { } } }", "It stands in line 1 of /nginx.conf too: make one of both.")]
    [InlineData("http { server { location / { fastcgi_pass php:9000; } } upstream php { server 127.0.0.1:9000; } }", "It is the name of a group: take the port away.")]
    [InlineData("http { server { location / { fastcgi_next_upstream eror; fastcgi_pass a:1; } } }", "Possible are error, timeout, invalid_header, non_idempotent, http_500, http_503, http_403, http_404, http_429, updating, off.")]
    [InlineData("http {\n server {\n # {\n", "The block \"server\" in line 2 lacks its \"}\".")]
    [InlineData("a\nb", "The directive \"a\" in line 1 lacks its \";\".")]
    [InlineData("a 'b;\n", "The quote in line 1 does not end.")]
    public void Advice_says_what_to_do(string text, string advice)
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", text);

        Assert.Contains(tree.Read().Check(), found => found.Advice == advice);
    }

    [Fact]
    public void What_is_wrong_with_a_shared_file_is_said_once()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", "events { } http { server { include s; } server { listen 81; include s; } }");
        tree.Write("/s", "location / { fastcgi_read_timeout x; }");

        Assert.Single(tree.Read().Check());
    }

    [Fact]
    public void A_colon_behind_a_socket_is_a_warning()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", "events { } http { server { location / { fastcgi_pass unix:/run/a.sock:; } } }");

        ConfigurationDiagnostic found = Assert.Single(tree.Read().Check());
        Assert.Equal((Severity.Warning, "ColonInPath"), (found.Severity, found.Id));
    }

    [Fact]
    public void What_strangers_wrote_is_safe_to_show()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", "events { } \u001b[31mx y;");

        Assert.Equal("unknown directive \"\\x1B[31mx\"", Assert.Single(tree.Read().Check()).Message);
    }
}
