using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Gateway;

public sealed class PhpIniFilesTests
{
    [Theory]
    [InlineData("max_execution_time = 60", "60")]
    [InlineData("[PHP]\nmax_execution_time=60 ; seconds", "60")]
    [InlineData("max_execution_time = 60\nmax_execution_time = \"90\"", "90")]
    [InlineData("; max_execution_time = 60", null)]
    [InlineData("max_execution_time[a] = 60", null)]
    [InlineData("[HOST=a.example]\nmax_execution_time = 60", null)]
    [InlineData("[PATH=/srv]\nmax_execution_time = 60\n[PHP]\nmax_execution_time = 5", "5")]
    [InlineData("", null)]
    [InlineData("=\0\xFF[[\"", null)]
    public void The_last_line_for_all_requests_counts(string text, string? expected)
    {
        using var tree = new GatewayTree();
        tree.Write("/etc/php.ini", System.Text.Encoding.Latin1.GetBytes(text));

        Assert.Equal(expected, PhpIniFiles.Find(tree.Files, "/etc/php.ini", [], "max_execution_time"));
    }

    [Fact]
    public void Files_of_further_directories_come_later_in_their_order()
    {
        using var tree = new GatewayTree();
        tree.Write("/etc/php.ini", "a = 1\nb = 1\nc = 1\nd = 1\n");
        tree.Write("/etc/conf.d/20-b.ini", "b = 3\nc = 3\n");
        tree.Write("/etc/conf.d/10-b.ini", "b = 2\nc = 2\n");
        tree.Write("/etc/conf.d/99.conf", "d = 9\n");
        tree.Write("/srv/ini/1.ini", "c = 4\n");
        string[] directories = ["/etc/conf.d", "/srv/ini", "/not/there"];

        Assert.Equal("1341", string.Concat("abcd".Select(name => PhpIniFiles.Find(tree.Files, "/etc/php.ini", directories, name.ToString()))));
        Assert.Null(PhpIniFiles.Find(tree.Files, "/none.ini", [], "a"));
        Assert.Equal("3", PhpIniFiles.Find(tree.Files, "/none.ini", directories, "b"));
    }

    [Theory]
    [InlineData(null, "/built", "/built")]
    [InlineData("", "/built", "/built")]
    [InlineData("/own", "/built", "/own")]
    [InlineData("/own:", "/built", "/own /built")]
    [InlineData(":/own", "/built", "/built /own")]
    [InlineData(":/own", "", "/own")]
    [InlineData(null, null, "")]
    public void The_environment_names_directories_and_an_empty_one_is_the_built_in_one(string? variable, string? builtIn, string expected)
    {
        string[]? environment = variable is null ? null : ["PATH=/bin", "PHP_INI_SCAN_DIR=" + variable];

        Assert.Equal(expected, string.Join(' ', PhpIniFiles.ScanDirectories(builtIn, environment)));
    }
}
