using Nginx502.Linux;

namespace Nginx502.UnitTests.Recovery;

public sealed class FileSetHashTests : IDisposable
{
    private readonly ChangeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Files_that_were_changed_came_or_went_are_named()
    {
        string[] paths = ["/pools/www.conf", "/sites/shop", "/sites/new", "/sites/same"];
        FileTree files = FileTree.At(_lab.Root);
        File.WriteAllText(Path.Combine(_lab.Root, "sites", "same"), "x");
        FileSetHash before = FileSetHash.Of(files, paths);

        Assert.Empty(before.Differences(FileSetHash.Of(files, paths)));
        Assert.Null(before.Hashes["/sites/new"]);

        File.AppendAllText(_lab.Pool, "x");
        File.Delete(_lab.Site);
        File.WriteAllText(Path.Combine(_lab.Root, "sites", "new"), "x");
        FileSetHash after = FileSetHash.Of(files, [.. paths, "/sites/added"]);

        Assert.Equal(["/pools/www.conf", "/sites/added", "/sites/new", "/sites/shop"], before.Differences(after));
    }

    [Fact]
    public void The_hash_is_that_of_sha256sum()
    {
        FileSetHash hash = FileSetHash.Of(FileTree.At(_lab.Root), ["/sites/shop"]);
        File.WriteAllText(_lab.Site, "");
        FileSetHash empty = FileSetHash.Of(FileTree.At(_lab.Root), ["/sites/shop"]);

        Assert.Equal(64, hash.Hashes["/sites/shop"]!.Length);
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", empty.Hashes["/sites/shop"]);
    }
}
