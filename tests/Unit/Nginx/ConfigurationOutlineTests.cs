using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx;

public sealed class ConfigurationOutlineTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("a b c;", "b|c")]
    [InlineData("a 'b c' \"d'e\";", "b c|d'e")]
    [InlineData("a b#c;", "b#c")]
    [InlineData("a b # c;\n d;", "b|d")]
    [InlineData("a 'b\\'c' d\\\"e \\\\f;", "b'c|d\"e|\\f")]
    [InlineData("a \\.php$ \\t;", "\\.php$|\t")]
    [InlineData("a ${b}c d$;", "${b}c|d$")]
    [InlineData("a '';", "")]
    [InlineData("a ^(.+?\\.php)(/.*)$;", "^(.+?\\.php)(/.*)$")]
    [InlineData("a b}c;", "b}c")]
    public void WordsAreThoseOfNginx(string text, string arguments)
    {
        OutlineDirective directive = Assert.Single(Read(text).Directives);

        Assert.Equal("a", directive.Name);
        Assert.Equal(arguments, string.Join('|', directive.Arguments));
    }

    [Fact]
    public void BlocksAndLinesAreKept()
    {
        ConfigurationOutline outline = Read("a;\n# b\nhttp{\n  server\n  {\n    listen 80;\n  }\n}\nc\n  d;\n");

        Assert.Empty(outline.Problems);
        Assert.Equal(["a", "http", "c"], outline.Directives.Select(directive => directive.Name));
        Assert.Equal([1, 3, 9], outline.Directives.Select(directive => directive.LineNumber));
        OutlineDirective listen = outline.Directives[1].Children[0].Children[0];
        Assert.Equal(("listen", 6), (listen.Name, listen.LineNumber));
    }

    [Fact]
    public void LuaIsSkipped()
    {
        ConfigurationOutline outline = Read(
            "content_by_lua_block {\n local a = \"}\" -- }\n local b = '\\'}' local c = [[ } ]] --[==[ } \n ]] ]==]\n if x then t = {1} end\n}\nafter;");

        Assert.Empty(outline.Problems);
        Assert.Equal(["content_by_lua_block", "after"], outline.Directives.Select(directive => directive.Name));
        Assert.Equal(7, outline.Directives[1].LineNumber);
        Assert.Empty(outline.Directives[0].Children);
    }

    [Theory]
    [InlineData("a b", 1, "the file ends within a directive")]
    [InlineData("a;\nhttp {\n b;", 3, "a block does not end")]
    [InlineData("a;\n}", 2, "unexpected \"}\"")]
    [InlineData(";", 1, "unexpected \";\"")]
    [InlineData("a 'b", 1, "a quote does not end")]
    [InlineData("a 'b'c;", 1, "unexpected \"c\" after a quote")]
    [InlineData("http { a { 'b }", 1, "a quote does not end")]
    public void WhatIsWrongIsNamedOnceWithItsPlace(string text, int line, string problem) =>
        Assert.Equal($"/nginx.conf:{line}: {problem}", Assert.Single(Read(text).Problems));

    [Fact]
    public void IncludesAreRelativeToTheMainFile()
    {
        Write("/etc/nginx/nginx.conf", "include sub/a.conf;");
        Write("/etc/nginx/sub/a.conf", "include sub/b.conf;");
        Write("/etc/nginx/sub/b.conf", "inner;");
        ConfigurationOutline outline = ConfigurationOutline.Read("/etc/nginx/nginx.conf", FileTree.At(_root));

        Assert.Equal("/etc/nginx/sub/b.conf", Assert.Single(outline.Directives).Path);
        Assert.Equal(3, outline.Paths.Count);
    }

    [Fact]
    public void PatternsNameFilesInOrderAndMayNameNone()
    {
        Write("/nginx.conf", "include none/*.conf; include d?/[ab]*.conf;");
        Write("/d1/b.conf", "b;");
        Write("/d1/a.conf", "a;");
        Write("/d1/c.conf", "c;");
        Write("/d2/.a.conf", "hidden;");
        Write("/d2/a.conf~", "backup;");
        ConfigurationOutline outline = ConfigurationOutline.Read("/nginx.conf", FileTree.At(_root));

        Assert.Equal(["a", "b"], outline.Directives.Select(directive => directive.Name));
        Assert.Empty(outline.Problems);
    }

    [Fact]
    public void AMissingIncludeIsNamedAndTheRestIsRead()
    {
        ConfigurationOutline outline = Read("include missing.conf; a;");

        Assert.Equal("a", Assert.Single(outline.Directives).Name);
        Assert.Contains("/missing.conf", Assert.Single(outline.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIncludesItselfEnds()
    {
        Write("/nginx.conf", "a; include other.conf; b;");
        Write("/other.conf", "c; include nginx.conf; d;");
        ConfigurationOutline outline = ConfigurationOutline.Read("/nginx.conf", FileTree.At(_root));

        Assert.Equal(["a", "c", "d", "b"], outline.Directives.Select(directive => directive.Name));
        Assert.Single(outline.Problems);
    }

    [Fact]
    public void ADirectoryIsNoFile()
    {
        Directory.CreateDirectory(_root + "/d.conf");

        Assert.EndsWith("d.conf is a directory", Assert.Single(Read("include d.conf;").Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void DeepNestingEnds() =>
        Assert.NotEmpty(Read(string.Concat(Enumerable.Repeat("a {", 100_000))).Problems);

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
    public void NamesFitAsInGlob(string pattern, string name, bool fits) => Assert.Equal(fits, FileNamePattern.IsMatch(pattern, name));

    private ConfigurationOutline Read(string text)
    {
        Write("/nginx.conf", text);
        return ConfigurationOutline.Read("/nginx.conf", FileTree.At(_root));
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root + path)!);
        File.WriteAllText(_root + path, text);
    }
}
