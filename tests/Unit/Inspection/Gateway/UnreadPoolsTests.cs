using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection;

/// <summary>Pools that lie beside those that are read.</summary>
public sealed class UnreadPoolsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-pools-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void OnlyFilesThatDescribeAPoolAndAreNotReadCount()
    {
        string directory = Path.Combine(_root, "etc/php/8.2/fpm/pool.d");
        Directory.CreateDirectory(Path.Combine(directory, "old.conf.d"));
        File.WriteAllText(Path.Combine(directory, "www.conf"), "[www]\nlisten = /run/php/www.sock\n");
        File.WriteAllText(Path.Combine(directory, "blog.conf.bak"), "; a copy\n[blog]\n;listen = 9000\nlisten = /run/php/blog.sock ; here\nlisten.owner = www-data\n");
        File.WriteAllText(Path.Combine(directory, "README"), "listen to this\n");
        File.WriteAllText(Path.Combine(directory, "huge.conf.bak"), "listen = 9000\n" + new string(';', 70_000));
        using FileTree files = FileTree.At(_root);

        UnreadPool[] found = [.. UnreadPools.Find(files, ["/etc/php/8.2/fpm/php-fpm.conf", "/etc/php/8.2/fpm/pool.d/www.conf"])];

        Assert.Equal([new UnreadPool("/etc/php/8.2/fpm/pool.d/blog.conf.bak", FpmEndpoint.Parse("/run/php/blog.sock"))], found);
    }
}
