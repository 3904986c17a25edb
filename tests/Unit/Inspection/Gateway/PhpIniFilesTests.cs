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

        Assert.Equal(expected, PhpIniFiles.Find(Instance(tree, "/etc", string.Empty), "max_execution_time", out bool isSeen));
        Assert.True(isSeen);
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
        FpmInstance instance = Instance(tree, "/etc", "/etc/conf.d", "PHP_INI_SCAN_DIR=:/srv/ini:/not/there");
        FpmInstance withoutMain = Instance(tree, "/none", "/etc/conf.d");

        Assert.Equal("1341", string.Concat("abcd".Select(name => PhpIniFiles.Find(instance, name.ToString(), out _))));
        Assert.Equal(["/etc/php.ini", "/etc/conf.d/10-b.ini", "/etc/conf.d/20-b.ini", "/srv/ini/1.ini"], PhpIniFiles.Of(instance));
        Assert.Null(PhpIniFiles.Find(withoutMain, "a", out _));
        Assert.Equal("3", PhpIniFiles.Find(withoutMain, "b", out _));
    }

    [Fact]
    public void One_that_was_told_to_read_none_reads_none()
    {
        using var tree = new GatewayTree();
        tree.Write("/etc/php.ini", "a = 1\n");
        FpmInstance instance = Instance(tree, "/etc", string.Empty) with { CommandLine = FpmCommandLine.Parse(["php-fpm", "-n", "-d", "b=\"2\""]) };

        Assert.Empty(PhpIniFiles.Of(instance));
        Assert.Null(PhpIniFiles.Find(instance, "a", out bool isSeen));
        Assert.True(isSeen);
        Assert.Equal("2", PhpIniFiles.Find(instance, "b", out _));
    }

    [Fact]
    public void What_no_file_is_known_for_is_not_seen()
    {
        using var tree = new GatewayTree();

        Assert.Null(PhpIniFiles.Find(Instance(tree, null, string.Empty), "a", out bool isSeen));
        Assert.False(isSeen);
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

    private static FpmInstance Instance(GatewayTree tree, string? directory, string scan, params string[] environment) =>
        new(null, tree.Files, GatewayTree.FpmPath, "/usr", null, null, new FpmBuild("8.2.1", "/usr", "/etc", "/var", GatewayTree.FpmPath, directory, scan, true, true, [], true)) { Environment = environment };
}
