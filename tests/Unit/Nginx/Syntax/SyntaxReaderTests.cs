using System.Text;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Syntax;

public sealed class SyntaxReaderTests
{
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
    [InlineData("a b\"c'd;", "b\"c'd")]
    [InlineData("a b\\ c\\;d;", "b\\ c\\;d")]
    [InlineData("a ($b = \"c\");", "($b|=|c|)")]
    [InlineData("a 'b'\r\n\"c\"\t;", "b|c")]
    [InlineData("a $${b;", "$${b")]
    [InlineData("a ${{b;", "${{b")]
    [InlineData("a '${b}\\n';", "${b}\n")]
    [InlineData("a \\#b;", "\\#b")]
    [InlineData("a \\;", null)]
    public void Words_are_those_of_nginx(string text, string? arguments)
    {
        SyntaxDirective directive = Assert.Single(Read(text).Directives);

        Assert.Equal("a", directive.Name);
        Assert.Equal(arguments, directive.End == SyntaxDirectiveEnd.Missing ? null : string.Join('|', directive.Arguments()));
    }

    [Fact]
    public void Blocks_and_lines_are_kept()
    {
        SyntaxFile file = Read("a;\n# b\nhttp{\n  server\n  {\n    listen 80;\n  }\n}\nc\n  d;\n");

        Assert.Empty(file.Problems);
        Assert.Equal(["a", "http", "c"], file.Directives.Select(directive => directive.Name));
        Assert.Equal([1, 3, 9], file.Directives.Select(directive => directive.LineNumber));
        Assert.Equal([1, 3, 10], file.Directives.Select(directive => directive.EndLineNumber));
        SyntaxDirective listen = file.Directives[1].Children[0].Children[0];
        Assert.Equal(("listen", 6), (listen.Name, listen.LineNumber));
    }

    [Fact]
    public void A_word_has_its_bytes_its_place_and_its_text()
    {
        SyntaxFile file = Read("set\t$a \"x\\\"${b}\";");
        SyntaxDirective set = Assert.Single(file.Directives);

        Assert.Equal((7, 9), (set.ArgumentWord(1).Start, set.ArgumentWord(1).Length));
        Assert.Equal("x\"${b}", set.Argument(1));
        Assert.Equal("$a \"x\\\"${b}\"", set.WrittenArguments());
        Assert.True(set.ArgumentWord(1).IsQuoted);
        Assert.True(set.ArgumentWord(1).HasDollar);
        Assert.Equal(16, set.EndAt);
    }

    [Theory]
    [InlineData("content_by_lua_block {\n local a = \"}\" -- }\n local b = '\\'}' local c = [[ } ]] --[==[ } \n ]] ]==]\n if x then t = {1} end\n}\nafter;", 7)]
    [InlineData("set_by_lua_block $x { return \"a\nb\" }\nafter;", 3)]
    [InlineData("access_by_lua_block { it's = 1 }\nafter;", 2)]
    [InlineData("log_by_lua_block { a[1] = b[ [=[}]=] ] --\n}\nafter;", 3)]
    [InlineData("content_by_php_block { if (1) { echo 'it'; } }\nafter;", 2)]
    public void Programs_are_passed_over(string text, int line)
    {
        SyntaxFile file = Read(text);

        Assert.Empty(file.Problems);
        Assert.Equal(["after"], file.Directives.Skip(1).Select(directive => directive.Name));
        Assert.Equal(line, file.Directives[1].LineNumber);
        Assert.True(file.Directives[0].IsRaw);
        Assert.Empty(file.Directives[0].Children);
    }

    [Theory]
    [InlineData("a b", 1, 4, "unexpected end of file, expecting \";\" or \"}\"")]
    [InlineData("a;\nhttp {\n b;", 3, 4, "unexpected end of file, expecting \"}\"")]
    [InlineData("a;\n}", 2, 1, "unexpected \"}\"")]
    [InlineData(";", 1, 1, "unexpected \";\"")]
    [InlineData("a 'b", 1, 5, "unexpected end of file, expecting \";\" or \"}\"")]
    [InlineData("a 'b'c;", 1, 6, "unexpected \"c\"")]
    [InlineData("a 'b'};", 1, 6, "unexpected \"}\"")]
    [InlineData("http { a { 'b }", 1, 16, "unexpected end of file, expecting \";\" or \"}\"")]
    [InlineData("http {\n a b\n}", 3, 1, "unexpected \"}\"")]
    [InlineData("{ a; }", 1, 1, "unexpected \"{\"")]
    [InlineData("content_by_lua_block { [[ }", 1, 1, "unexpected end of file, expecting terminating characters for lua code block")]
    [InlineData("\uFEFFuser a;", 1, 1, "unknown directive \"\\uFEFFuser\"")]
    public void What_is_wrong_is_named_once_with_its_place(string text, int line, int column, string message)
    {
        ConfigurationDiagnostic problem = Assert.Single(Read(text).Problems);

        Assert.Equal($"/nginx.conf:{line}:{column}: {message}", problem.ToString());
        Assert.Equal(Severity.Error, problem.Severity);
        Assert.NotNull(problem.Advice);
    }

    [Theory]
    [InlineData("a 'b;\nc d;\ne f;", "a|c|e")]
    [InlineData("a;\n}\nb;", "a|b")]
    [InlineData("; a; ;; b;", "a|b")]
    [InlineData("a 'b'c d; e;", "a|e")]
    [InlineData("\uFEFFa; b;", "a|b")]
    [InlineData("{ x; } a;", "|a")]
    [InlineData("a { b c } d;", "a|d")]
    public void Reading_goes_on_behind_what_is_wrong(string text, string names) =>
        Assert.Equal(names, string.Join('|', Read(text).Directives.Select(directive => directive.Name)));

    // nginx: NGX_CONF_BUFFER: seen on nginx 1.22.1, with what stands behind it in the file.
    [Theory]
    [InlineData("", "x", 4095, ";\n", false)]
    [InlineData("", "x", 4096, ";\n", true)]
    [InlineData("", "x", 4094, " ;\n", false)]
    [InlineData("", "x", 4095, " ;\n", true)]
    [InlineData("\"", "x", 4094, "\";\n", false)]
    [InlineData("\"", "x", 4095, "\";\n", true)]
    [InlineData("\"", "x", 4094, "\" ;\n", true)]
    [InlineData("b; #", "x", 4094, "\n", false)]
    [InlineData("b; #", "x", 4095, "\n", true)]
    public void Words_and_comments_must_fit_into_the_buffer(string before, string letter, int count, string behind, bool isTooLong)
    {
        string text = "a " + before + string.Concat(Enumerable.Repeat(letter, count)) + behind + "c;\n";

        Assert.Equal(isTooLong, Read(text).Problems.Any(problem => problem.Message.StartsWith("too long parameter", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_quote_that_ends_too_late_is_taken_for_one_that_does_not_end()
    {
        SyntaxFile file = Read("a 'b;\n" + new string('x', 5000) + ";\nc 'd';\n");

        Assert.Equal("too long parameter, probably missing terminating \"'\" character", file.Problems[0].Message);
        Assert.Equal((1, 3), (file.Problems[0].LineNumber, file.Problems[0].Column));
        Assert.Equal("c", file.Directives[^1].Name);
    }

    [Fact]
    public void Deep_nesting_ends()
    {
        SyntaxFile file = Read(string.Concat(Enumerable.Repeat("a {", 100_000)));

        Assert.Equal("TooDeep", file.Problems[0].Id);
    }

    [Fact]
    public void Directives_of_the_command_line_have_messages_of_their_own()
    {
        ConfigurationDiagnostic problem = Assert.Single(SyntaxReader.Read(SyntaxFile.CommandLinePath, "daemon off"u8.ToArray()).Problems);

        Assert.Equal("unexpected end of parameter, expecting \";\"", problem.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("60s")]
    [InlineData("a b")]
    [InlineData("$document_root${fastcgi}")]
    [InlineData("^\\.php$")]
    [InlineData("\"'\\n\\t\\\\")]
    [InlineData("}")]
    [InlineData("#a")]
    [InlineData("a;{")]
    [InlineData("a\nb")]
    public void A_text_is_written_so_that_it_is_read_back(string text)
    {
        SyntaxFile file = Read($"a {WordText.Encode(text)};");

        Assert.Empty(file.Problems);
        Assert.Equal(text, Assert.Single(file.Directives).Argument(0));
    }

    [Theory]
    [InlineData("60s", "60s")]
    [InlineData("unix:/run/php.sock", "unix:/run/php.sock")]
    [InlineData("$a${b}", "$a${b}")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("", "\"\"")]
    public void Quotes_stand_only_where_they_must(string text, string written) => Assert.Equal(written, WordText.Encode(text));

    private static SyntaxFile Read(string text) => SyntaxReader.Read("/nginx.conf", Encoding.UTF8.GetBytes(text));
}
