using System.Text;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Editing;

public sealed class SetDirectiveTests
{
    private const string Key = "fastcgi_read_timeout";

    [Theory]

    // The block says it: the argument alone changes.
    [InlineData("location / {\n\tfastcgi_pass a:1;\n\tfastcgi_read_timeout  5s ; # why\n}", "location / {\n\tfastcgi_pass a:1;\n\tfastcgi_read_timeout  30s ; # why\n}")]
    [InlineData("location / { fastcgi_read_timeout\n  '5s'; fastcgi_pass a:1; }", "location / { fastcgi_read_timeout\n  30s; fastcgi_pass a:1; }")]

    // It does not: a line behind the pass, as that one looks.
    [InlineData("location / {\n    fastcgi_pass a:1;\n}", "location / {\n    fastcgi_pass a:1;\n    fastcgi_read_timeout 30s;\n}")]
    [InlineData("location / {\r\n\tfastcgi_pass a:1; # php\r\n\troot /x;\r\n}", "location / {\r\n\tfastcgi_pass a:1; # php\r\n\tfastcgi_read_timeout 30s;\r\n\troot /x;\r\n}")]
    [InlineData("location / {\n  fastcgi_pass\n    a:1;\n}", "location / {\n  fastcgi_pass\n    a:1;\n  fastcgi_read_timeout 30s;\n}")]

    // Behind the last one of its kind.
    [InlineData("location / {\n  fastcgi_pass a:1;\n  root /x;\n  fastcgi_param A 1;\n  index x;\n}", "location / {\n  fastcgi_pass a:1;\n  root /x;\n  fastcgi_param A 1;\n  fastcgi_read_timeout 30s;\n  index x;\n}")]

    // Blocks of one line stay of one line.
    [InlineData("location / { fastcgi_pass a:1; }", "location / { fastcgi_pass a:1; fastcgi_read_timeout 30s; }")]
    [InlineData("location / {fastcgi_pass a:1;}", "location / {fastcgi_pass a:1; fastcgi_read_timeout 30s;}")]
    [InlineData("location / { fastcgi_pass a:1;\n}", "location / { fastcgi_pass a:1; fastcgi_read_timeout 30s;\n}")]

    // A commented default stays, and the line follows it.
    [InlineData("location / {\n  # fastcgi_read_timeout 60s;\n  root /x;\n  fastcgi_pass a:1;\n}", "location / {\n  # fastcgi_read_timeout 60s;\n  fastcgi_read_timeout 30s;\n  root /x;\n  fastcgi_pass a:1;\n}")]
    [InlineData("location / {\n  fastcgi_pass a:1;\n  location /b {\n    # fastcgi_read_timeout 60s;\n  }\n}", "location / {\n  fastcgi_pass a:1;\n  fastcgi_read_timeout 30s;\n  location /b {\n    # fastcgi_read_timeout 60s;\n  }\n}")]
    public void Only_what_must_change_changes(string before, string after) => AssertEdit(before, after, new() { [Key] = "30s" });

    [Theory]
    [InlineData("location / {\n  fastcgi_pass a:1;\n  fastcgi_read_timeout 5s;\n  root /x;\n}", "location / {\n  fastcgi_pass a:1;\n  root /x;\n}")]
    [InlineData("location / { fastcgi_pass a:1; fastcgi_read_timeout 5s; }", "location / { fastcgi_pass a:1; }")]
    [InlineData("location / {\n  fastcgi_read_timeout 5s; fastcgi_pass a:1;\n}", "location / {\n  fastcgi_pass a:1;\n}")]
    [InlineData("location / {\n  fastcgi_pass a:1;\n  fastcgi_read_timeout 5s; # why\n}", "location / {\n  fastcgi_pass a:1;\n  # why\n}")]
    public void A_directive_is_taken_away_with_its_line(string before, string after) => AssertEdit(before, after, new() { [Key] = null });

    [Theory]
    [InlineData("fastcgi_buffers", "16 32k", "fastcgi_buffers 16 32k;")]
    [InlineData("fastcgi_next_upstream", "error timeout http_503", "fastcgi_next_upstream error timeout http_503;")]
    [InlineData("fastcgi_index", "a b;{", "fastcgi_index \"a b;{\";")]
    [InlineData("fastcgi_cache_key", "$host$uri", "fastcgi_cache_key $host$uri;")]
    [InlineData("fastcgi_max_temp_file_size", "0", "fastcgi_max_temp_file_size 0;")]
    [InlineData("client_max_body_size", "20m", "client_max_body_size 20m;")]
    public void Values_are_written_so_that_nginx_takes_them(string key, string value, string line) =>
        AssertEdit("location / {\nfastcgi_pass a:1;\n}", $"location / {{\nfastcgi_pass a:1;\n{line}\n}}", new() { [key] = value });

    [Fact]
    public void Several_directives_are_set_at_once_in_their_order() => AssertEdit(
        "location / {\n  fastcgi_send_timeout 1s;\n  fastcgi_pass a:1;\n}",
        "location / {\n  fastcgi_send_timeout 2s;\n  fastcgi_pass a:1;\n  fastcgi_read_timeout 30s;\n  fastcgi_buffers 64 8k;\n}",
        new() { [Key] = "30s", ["fastcgi_send_timeout"] = "2s", ["fastcgi_buffers"] = "64 8k" });

    [Fact]
    public void Lines_that_add_up_become_one() => AssertEdit(
        "location / {\n  fastcgi_next_upstream error;\n  fastcgi_next_upstream timeout;\n  fastcgi_pass a:1;\n}",
        "location / {\n  fastcgi_next_upstream off;\n  fastcgi_pass a:1;\n}",
        new() { ["fastcgi_next_upstream"] = "off" });

    [Theory]
    [InlineData("location / { fastcgi_read_timeout 30; fastcgi_pass a:1; }", Key, "30s")]
    [InlineData("fastcgi_read_timeout 2m; location / { fastcgi_pass a:1; }", Key, "120")]
    [InlineData("location / { fastcgi_pass a:1; }", Key, "1m")]
    [InlineData("location / { fastcgi_pass a:1; }", "fastcgi_buffering", "ON")]
    [InlineData("location / { fastcgi_buffers 8 16384; fastcgi_pass a:1; }", "fastcgi_buffers", "8 16k")]
    [InlineData("location / { fastcgi_next_upstream timeout error; fastcgi_pass a:1; }", "fastcgi_next_upstream", "error timeout")]
    [InlineData("location / { fastcgi_pass a:1; }", "fastcgi_index", null)]
    public void What_is_right_already_stays(string text, string key, string? value)
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", Around(text));
        NginxEdit edit = Set(tree, new() { [key] = value });

        Assert.True(edit.IsPossible);
        Assert.True(edit.IsEmpty);
        Assert.Empty(edit.Changes);
    }

    [Fact]
    public void A_snippet_without_a_last_line_end_keeps_having_none()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", "events { }\nhttp { server { include site; } }");
        tree.Write("/site", "location / { include php; }\n");
        tree.Write("/php", "  fastcgi_pass a:1;");
        NginxEdit edit = Set(tree, new() { [Key] = "30s" });

        // The block is nobody else's: the line goes there, and not into what it includes.
        FileEdit file = Assert.Single(edit.Edits);
        Assert.Equal(("/site", "location / { include php; fastcgi_read_timeout 30s; }\n"), (file.Path, Encoding.UTF8.GetString(file.After.Span)));
    }

    [Fact]
    public void The_last_line_of_a_file_gets_a_fellow()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", "events { }\nhttp { server { location / {\n include php; } } }");
        tree.Write("/php", "fastcgi_read_timeout 1s;\nfastcgi_pass a:1;\nfastcgi_send_timeout 1s;");
        NginxEdit edit = Set(tree, new() { ["fastcgi_send_timeout"] = null, [Key] = "30s" });

        Assert.Equal("fastcgi_read_timeout 30s;\nfastcgi_pass a:1;", Encoding.UTF8.GetString(Assert.Single(edit.Edits).After.Span));
    }

    [Fact]
    public void A_line_in_a_shared_file_affects_others_and_that_is_said()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", "events { } http { server { server_name a; include php; } server { listen 81; server_name b; include php; } server { listen 82; server_name c; location / { fastcgi_pass a:1; } } }");
        tree.Write("/php", "location / {\n  fastcgi_pass a:1;\n}\n");
        NginxEdit edit = Set(tree, new() { [Key] = "30s" });

        Assert.Equal("/php", Assert.Single(edit.Edits).Path);
        Assert.Equal("b", Assert.Single(edit.AlsoAffected).Server);
        SettingChange change = Assert.Single(edit.Changes);
        Assert.Equal((Key, "60s", "30s", true, "/php", 3), (change.Name, change.Before, change.After, change.WasDefault, change.Path, change.LineNumber!.Value));
        Assert.Equal(("server a, location /", ChangeApplies.NginxReload), (change.Scope, change.Applies));
    }

    [Fact]
    public void Settings_of_an_if_stand_in_its_location()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", Around("location / {\n  fastcgi_pass a:1;\n  if ($arg_b) { fastcgi_pass b:1; }\n}"));
        NginxConfiguration configuration = tree.Read();
        NginxEdit edit = new NginxUpstreamEditor(configuration).Set(configuration.Upstreams[1], new Dictionary<string, string?> { [Key] = "30s" });

        Assert.Equal(Around("location / {\n  fastcgi_pass a:1;\n  fastcgi_read_timeout 30s;\n  if ($arg_b) { fastcgi_pass b:1; }\n}"), Encoding.UTF8.GetString(Assert.Single(edit.Edits).After.Span));
        Assert.Equal("/", Assert.Single(edit.AlsoAffected).Location);
    }

    [Fact]
    public void A_saved_upstream_is_found_again()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", Around("location / { fastcgi_pass a:1; }"));
        NginxUpstream earlier = tree.Read().Upstreams[0];

        Assert.True(new NginxUpstreamEditor(tree.Read()).Set(earlier, new Dictionary<string, string?> { [Key] = "30s" }).IsPossible);
    }

    [Theory]
    [InlineData("fastcgi_buffer_size", "64k", "\"fastcgi_busy_buffers_size\" must be less than the size of all \"fastcgi_buffers\" minus one buffer")]
    [InlineData(Key, "1.5s", "\"fastcgi_read_timeout\" directive invalid value")]
    [InlineData("fastcgi_buffering", "yes", "invalid value \"yes\" in \"fastcgi_buffering\" directive, it must be \"on\" or \"off\"")]
    [InlineData("fastcgi_buffers", "8", "invalid number of arguments in \"fastcgi_buffers\" directive")]
    [InlineData("proxy_read_timeout", "5s", "\"proxy_read_timeout\" is no directive of fastcgi_pass")]
    [InlineData("fastcgi_pass", "b:1", "\"fastcgi_pass\" is no directive of fastcgi_pass")]
    [InlineData("fastcgi_param", "A 1", "\"fastcgi_param\" needs the name of what it sets behind it")]
    [InlineData("fastcgi_param A", "1", "\"fastcgi_param A\" would hide all other fastcgi_param lines that are inherited here")]
    [InlineData("fastcgi_next_upstream", "http_502", "invalid value \"http_502\"")]
    public void What_nginx_would_refuse_is_refused(string key, string value, string message)
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", Around("fastcgi_param X 1; location / { fastcgi_pass a:1; }"));
        NginxEdit edit = Set(tree, new() { [key] = value });

        Assert.Equal(message, Assert.Single(edit.Problems).Message);
        Assert.Empty(edit.Edits);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", Around("location / { fastcgi_pass a:1; }"));

        Assert.Equal(2, Set(tree, new() { [Key] = "x", ["fastcgi_bufers"] = "8 8k" }).Problems.Count);
    }

    [Fact]
    public void Errors_that_were_there_before_do_not_stand_against_a_change()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", Around("unknown; location / { fastcgi_pass a:1; }"));

        Assert.True(Set(tree, new() { [Key] = "30s" }).IsPossible);
    }

    private static void AssertEdit(string before, string after, Dictionary<string, string?> wanted)
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", Around(before));
        NginxEdit edit = Set(tree, wanted);

        Assert.Empty(edit.Problems);
        FileEdit file = Assert.Single(edit.Edits);
        Assert.Equal(Around(after), Encoding.UTF8.GetString(file.After.Span));
        Assert.Equal(Around(before), Encoding.UTF8.GetString(file.Before.Span));
    }

    private static NginxEdit Set(TemporaryTree tree, Dictionary<string, string?> wanted)
    {
        NginxConfiguration configuration = tree.Read();
        return new NginxUpstreamEditor(configuration).Set(configuration.Upstreams[0], wanted);
    }

    private static string Around(string server)
    {
        string end = server.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        return $"events {{ }}{end}http {{ server {{{end}{server}{end}}} }}{end}";
    }
}
