using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Includes;

public sealed class IncludeTests : IDisposable
{
    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Names_are_relative_to_the_main_file()
    {
        _tree.Write("/etc/nginx/nginx.conf", "include sub/a.conf;");
        _tree.Write("/etc/nginx/sub/a.conf", "include sub/b.conf;");
        _tree.Write("/etc/nginx/sub/b.conf", "inner;");
        NginxConfiguration configuration = _tree.Read("/etc/nginx/nginx.conf");

        Assert.Equal("/etc/nginx/sub/b.conf", Assert.Single(configuration.Main).File.Path);
        Assert.Equal(["/etc/nginx/nginx.conf", "/etc/nginx/sub/a.conf", "/etc/nginx/sub/b.conf"], configuration.Files.Select(file => file.Path));
    }

    [Fact]
    public void Patterns_name_files_in_order_and_may_name_none()
    {
        _tree.Write("/nginx.conf", "include none/*.conf; include d?/[ab]*.conf;");
        _tree.Write("/d1/b.conf", "b;");
        _tree.Write("/d1/a.conf", "a;");
        _tree.Write("/d1/c.conf", "c;");
        _tree.Write("/d2/.a.conf", "hidden;");
        _tree.Write("/d2/a.conf~", "backup;");
        NginxConfiguration configuration = _tree.Read();

        Assert.Equal(["a", "b"], Names(configuration.Main));
        Assert.Empty(configuration.Problems);
    }

    [Fact]
    public void Paths_of_a_pattern_are_in_the_order_of_their_bytes()
    {
        _tree.Write("/nginx.conf", "include a*/x;");
        _tree.Write("/a/x", "b;");
        _tree.Write("/a-b/x", "a;");
        _tree.Write("/aB/x", "c;");
        _tree.Write("/aa/x", "d;");

        Assert.Equal(["a", "b", "c", "d"], Names(_tree.Read().Main));
    }

    [Fact]
    public void A_missing_file_is_named_and_the_rest_is_read()
    {
        _tree.Write("/nginx.conf", "include missing.conf; a;");
        NginxConfiguration configuration = _tree.Read();

        Assert.Equal(["a"], Names(configuration.Main));
        Assert.Equal("/nginx.conf:1:9: open() \"/missing.conf\" failed (2: No such file or directory)", Assert.Single(configuration.Problems).ToString());
    }

    [Fact]
    public void A_link_that_leads_nowhere_fails_as_it_does_in_nginx()
    {
        _tree.Write("/nginx.conf", "include sites/*; a;");
        Directory.CreateDirectory(_tree.RootPath + "/sites");
        File.CreateSymbolicLink(_tree.RootPath + "/sites/old", "gone");

        ConfigurationDiagnostic problem = Assert.Single(_tree.Read().Problems);
        Assert.Equal("open() \"/sites/old\" failed (2: No such file or directory)", problem.Message);
        Assert.StartsWith("A link leads nowhere", problem.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("include d.conf;")]
    [InlineData("include d*;")]
    public void A_directory_fails_as_it_does_in_nginx(string text)
    {
        _tree.Write("/nginx.conf", text);
        Directory.CreateDirectory(_tree.RootPath + "/d.conf");

        Assert.Equal("pread() \"/d.conf\" failed (21: Is a directory)", Assert.Single(_tree.Read().Problems).Message);
    }

    [Fact]
    public void A_file_that_includes_itself_ends()
    {
        _tree.Write("/nginx.conf", "a; include other.conf; b;");
        _tree.Write("/other.conf", "c; include nginx.conf; d;");
        NginxConfiguration configuration = _tree.Read();

        Assert.Equal(["a", "c", "d", "b"], Names(configuration.Main));
        Assert.Equal("/other.conf:1:12: /nginx.conf includes itself", Assert.Single(configuration.Problems).ToString());
    }

    [Fact]
    public void A_file_that_is_included_twice_is_read_once()
    {
        _tree.Write("/nginx.conf", "http { server { include s; } server { include s; } }");
        _tree.Write("/s", "listen 80;");
        NginxConfiguration configuration = _tree.Read();
        IReadOnlyList<SyntaxDirective> servers = configuration.Children(configuration.Main[0]);

        Assert.Equal(2, configuration.Files.Count);
        Assert.Same(configuration.Children(servers[0])[0], configuration.Children(servers[1])[0]);
    }

    [Fact]
    public void Files_that_include_each_other_again_and_again_end()
    {
        for (int level = 0; level < 40; level++)
        {
            _tree.Write($"/{level}", $"include {level + 1}; include {level + 1};");
        }

        _tree.Write("/40", "a;");

        Assert.True(_tree.Read("/0").Main.Count <= IncludeLimits.MaxExpanded);
    }

    [Fact]
    public void Files_that_lie_too_deep_are_left_out_and_that_is_said()
    {
        for (int level = 0; level < 100; level++)
        {
            _tree.Write($"/{level}", $"include {level + 1};");
        }

        _tree.Write("/100", "a;");

        Assert.Equal("TooManyIncludes", Assert.Single(_tree.Read("/0").Problems).Id);
    }

    [Fact]
    public void Many_files_are_read_in_the_order_of_one_after_the_other()
    {
        _tree.Write("/nginx.conf", "http { include sites/*; }");
        for (int site = 100; site < 200; site++)
        {
            _tree.Write($"/sites/{site}", $"include snippets/{site % 7}; s{site};");
        }

        for (int snippet = 0; snippet < 7; snippet++)
        {
            _tree.Write($"/snippets/{snippet}", "x;");
        }

        NginxConfiguration configuration = _tree.Read();
        Assert.Equal(108, configuration.Files.Count);
        Assert.Equal(
            Enumerable.Range(100, 100).Select(site => $"s{site}"),
            Names(configuration.Children(configuration.Main[0])).Where(name => name != "x"));
        Assert.Equal(["/nginx.conf", "/sites/100", "/snippets/2", "/sites/101", "/snippets/3"], configuration.Files.Take(5).Select(file => file.Path));
    }

    [Fact]
    public void What_is_wrong_is_told_in_the_order_in_which_nginx_meets_it()
    {
        _tree.Write("/nginx.conf", ";\ninclude a;\n}\n");
        _tree.Write("/a", ";");

        Assert.Equal(["/nginx.conf:1:1", "/a:1:1", "/nginx.conf:3:1"], _tree.Read().Problems.Select(problem => problem.Place));
    }

    [Fact]
    public void Directives_of_the_command_line_come_first()
    {
        _tree.Write("/nginx.conf", "b;");

        Assert.Equal(["a", "b"], Names(_tree.Read(options: new NginxReadingOptions { CommandLineDirectives = "a;" }).Main));
    }

    [Theory]
    [InlineData("*.conf", "a.conf", true)]
    [InlineData("*.conf", ".conf", false)]
    [InlineData(".*", ".conf", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("[!a]x", "bx", true)]
    [InlineData("[!a]x", "ax", false)]
    [InlineData("[]]x", "]x", true)]
    [InlineData("[a-c]?", "b1", true)]
    [InlineData("[a", "[a", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("A", "a", false)]
    public void Names_fit_as_in_glob(string pattern, string name, bool fits) => Assert.Equal(fits, FileNamePattern.IsMatch(pattern, name));

    private static IEnumerable<string> Names(IEnumerable<SyntaxDirective> directives) => directives.Select(directive => directive.Name);
}
