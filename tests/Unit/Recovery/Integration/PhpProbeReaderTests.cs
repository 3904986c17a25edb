using System.Text;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Integration;

public class PhpProbeReaderTests
{
    private const string Good =
        """
        {"nginx502":1,"version":"8.2.36","sapi":"fpm-fcgi","ini_file":"/etc/php/8.2/fpm/php.ini","ini_scanned":["/etc/php/8.2/fpm/conf.d/10-opcache.ini",""],"limits":{"memory_limit":"128M","max_execution_time":"30","max_input_time":"-1","post_max_size":"8M","upload_max_filesize":"2M","output_buffering":"4096","open_basedir":""},"extensions":["curl","Core"],"opcache_settings":{"opcache.enable":"1","opcache.memory_consumption":"128","opcache.validate_timestamps":"0","opcache.jit":"tracing","opcache.jit_buffer_size":"64M"},"opcache":{"enabled":"1","full":"0","used":"9000000","free":"125000000","wasted":"0","scripts":"3","jit":"1","jit_buffer":"67108848"},"script_filename":"/srv/shop/a\u00c3\u00a4.php","document_root":"/srv/shop"}
        """;

    [Fact]
    public void A_whole_answer()
    {
        PhpProbeAnswer answer = Read(Good)!;

        Assert.Equal(("8.2.36", "fpm-fcgi", "/etc/php/8.2/fpm/php.ini"), (answer.Php.Version, answer.Php.Sapi, answer.Php.IniFile));
        Assert.Equal(["/etc/php/8.2/fpm/conf.d/10-opcache.ini"], answer.Php.IniFiles);
        Assert.Equal(["Core", "curl"], answer.Php.Extensions);
        Assert.Equal(new PhpLimits(128L << 20, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(-1), TimeSpan.Zero, 8L << 20, 2L << 20, 4096), answer.Php.Limits);
        Assert.Equal(new PhpOpcache(true, false, 9_000_000, 125_000_000, 0, 3, false, true, "tracing", 67_108_848), answer.Php.Opcache);
        Assert.Equal(("/srv/shop/aä.php", "/srv/shop", null), (answer.ScriptFileName, answer.DocumentRoot, answer.OpenBaseDirectory));
    }

    [Fact]
    public void Without_opcache_and_without_php_ini()
    {
        PhpProbeAnswer answer = Read("""
            {"nginx502":1,"version":"8.2.36","sapi":"fpm-fcgi","ini_file":null,"ini_scanned":[],"limits":{"memory_limit":"-1","max_execution_time":"0","max_input_time":null,"post_max_size":"0","upload_max_filesize":"2M","output_buffering":"","open_basedir":"/srv"},"extensions":[],"opcache_settings":{"opcache.enable":null,"opcache.memory_consumption":null,"opcache.validate_timestamps":null,"opcache.jit":null,"opcache.jit_buffer_size":null},"opcache":{},"script_filename":null,"document_root":null}
            """)!;

        Assert.Equal(new PhpLimits(-1, TimeSpan.Zero, null, TimeSpan.Zero, 0, 2L << 20, 0), answer.Php.Limits);
        Assert.Equal(new PhpOpcache(false, null, null, null, null, null, null, null, null, null), answer.Php.Opcache);
        Assert.Equal("/srv", answer.OpenBaseDirectory);
    }

    [Fact]
    public void What_is_none_of_ours_is_no_answer()
    {
        string[] damaged =
        [
            "",
            "File not found.\n",
            "<html></html>",
            "{}",
            "[]",
            "1",
            "null",
            "<br />" + Good,
            Good + "}",
            Good[..^3],
            Good.Replace("\"nginx502\":1", "\"nginx502\":2", StringComparison.Ordinal),
            Good.Replace("\"nginx502\":1", "\"nginx502\":\"1\"", StringComparison.Ordinal),
            Good.Replace("\"nginx502\":1,", "", StringComparison.Ordinal),
            Good.Replace("\"8.2.36\"", "null", StringComparison.Ordinal),
            Good.Replace("\"8.2.36\"", "8.2", StringComparison.Ordinal),
            Good.Replace("\"8.2.36\"", "[\"8.2.36\"]", StringComparison.Ordinal),
            Good.Replace("\"extensions\":[\"curl\",\"Core\"]", "\"extensions\":\"curl\"", StringComparison.Ordinal),
            Good.Replace("\"curl\"", "{\"a\":{\"b\":{\"c\":1}}}", StringComparison.Ordinal),
            Good.Replace("\"memory_limit\"", "\"memory\"", StringComparison.Ordinal),
            Good.Replace("tracing", "\\u1234", StringComparison.Ordinal),
            Good.Replace("\"1\",\"full\"", "true,\"full\"", StringComparison.Ordinal),
            Good.Replace("tracing", new string('x', PhpProbeReader.MaximumBytes), StringComparison.Ordinal),
        ];

        Assert.All(damaged, text => Assert.Null(Read(text)));
    }

    [Fact]
    public void An_answer_cut_anywhere_is_none()
    {
        for (int length = 0; length < Good.TrimEnd().Length; length++)
        {
            Assert.Null(Read(Good[..length]));
        }
    }

    [Fact]
    public void Control_characters_are_escaped()
    {
        PhpProbeAnswer answer = Read(Good.Replace("8.2.36", "8\\u001b]0;x\\u0007\\u00c2\\u009b\\u00ff", StringComparison.Ordinal))!;

        Assert.DoesNotContain(answer.Php.Version, letter => char.IsControl(letter));
        Assert.StartsWith("8\\x1B", answer.Php.Version, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("128M", 134217728L)]
    [InlineData("1g", 1073741824L)]
    [InlineData("16 k", 16384L)]
    [InlineData("-1", -1L)]
    [InlineData("0", 0L)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("M", null)]
    [InlineData("12x", null)]
    [InlineData("9223372036854775807G", null)]
    [InlineData("-9223372036854775808", null)]
    public void Sizes_as_PHP_writes_them(string? text, long? bytes) => Assert.Equal(bytes, PhpProbeReader.SizeOf(text));

    private static PhpProbeAnswer? Read(string text) => PhpProbeReader.Read(Encoding.UTF8.GetBytes(text));
}
