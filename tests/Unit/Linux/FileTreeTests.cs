using System.Runtime.Versioning;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

[SupportedOSPlatform("linux")]
public sealed class FileTreeTests : IDisposable
{
    private readonly DirectoryInfo _outside = Directory.CreateTempSubdirectory("nginx502-outside");
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nginx502-tree");
    private readonly FileTree _tree;

    public FileTreeTests() => _tree = FileTree.At(_directory.FullName);

    public void Dispose()
    {
        _tree.Dispose();
        LinuxFiles.Remove(_directory.FullName);
        _outside.Delete(recursive: true);
    }

    [Fact]
    public void An_absolute_link_resolves_inside_the_root()
    {
        Write("/etc/real.conf", "inside");
        Link("/etc/nginx.conf", "/etc/real.conf");
        Link("/etc/hosts", "/etc/hosts");
        Link("/conf.d", "/etc");

        Assert.Equal("inside", _tree.ReadText("/etc/nginx.conf", out _));
        Assert.Equal("inside", _tree.ReadText("/conf.d/nginx.conf", out _));
        Assert.Equal("/etc/real.conf", _tree.ReadLink("/etc/nginx.conf"));
        Assert.Null(_tree.ReadText("/etc/hosts", out string? problem));
        Assert.Equal("is not there: its links lead in a circle", problem);
    }

    [Theory]
    [InlineData("../../../../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("/../../etc/passwd")]
    [InlineData("/proc/self/root/etc/passwd")]
    [InlineData("/proc/1/root/etc/passwd")]
    [InlineData("/dev/fd/0")]
    public void Nothing_leads_out_of_the_root(string target)
    {
        Write("/a/b/file", "");
        Link("/a/b/link", target);

        Assert.Null(_tree.ReadText("/a/b/link", out _));
        Assert.Null(_tree.ReadText("/a/b/" + target, out _));
        Assert.False(_tree.TryReadStatus("/a/b/link", out _));
        Assert.Empty(_tree.Glob("/a/b/../../../*/passwd"));
    }

    [Fact]
    public void Above_the_root_is_the_root()
    {
        Write("/a/file", "x");

        Assert.Equal("x", _tree.ReadText("/../../a/../../a/file", out _));
        Assert.Equal(["a"], _tree.Names("/.."));
    }

    [Fact]
    public void A_directory_moved_out_during_the_walk_leads_nowhere_else()
    {
        Write("/a/b/file", "x");
        Write("/secret", "the tree's own");
        File.WriteAllText(Path.Combine(_outside.FullName, "secret"), "outside");
        using FileTree kept = _tree.Kept();
        Assert.Equal("x", kept.ReadText("/a/b/file", out _));

        // What is above is what was above when the walk went in.
        Directory.Move(_directory.FullName + "/a/b", Path.Combine(_outside.FullName, "b"));

        Assert.Equal("the tree's own", kept.ReadText("/a/b/../../secret", out _));
    }

    [Fact]
    public void Swapping_a_directory_for_a_link_never_leads_out()
    {
        string secret = Path.Combine(_outside.FullName, "file");
        File.WriteAllText(secret, "outside");
        Write("/a/dir/file", "inside");
        string dir = _directory.FullName + "/a/dir";
        string aside = _directory.FullName + "/a/aside";
        using var stop = new CancellationTokenSource();
        var swapper = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Directory.Move(dir, aside);
                File.CreateSymbolicLink(dir, _outside.FullName);
                File.Delete(dir);
                Directory.Move(aside, dir);
            }
        });
        swapper.Start();
        try
        {
            int read = 0;
            for (int attempt = 0; attempt < 20_000 || read == 0; attempt++)
            {
                string? text = _tree.ReadText("/a/dir/file", out _);
                Assert.True(text is null or "inside", text);
                read += text is null ? 0 : 1;
            }
        }
        finally
        {
            stop.Cancel();
            swapper.Join();
        }
    }

    [Fact]
    public void Links_of_proc_are_not_followed()
    {
        Assert.Equal(FileOpeningFailure.MagicLink, FileTree.Host.Open("/proc/self/root/etc/passwd").Failure);
        Assert.Equal(FileOpeningFailure.MagicLink, FileTree.Host.Open($"/proc/{Environment.ProcessId}/root/etc/passwd").Failure);
        using FileTree proc = FileTree.At("/proc");
        Assert.Equal(FileOpeningFailure.MagicLink, proc.Open($"/{Environment.ProcessId}/root/etc/passwd").Failure);
    }

    [Fact]
    public void Root_follows_only_links_that_root_alone_could_have_made()
    {
        Write("/open/file", "x");
        File.SetUnixFileMode(_directory.FullName + "/open", (UnixFileMode)0x1FF);
        Link("/open/link", "file");

        FileOpening opening = _tree.Open("/open/link");
        opening.Handle?.Dispose();

        Assert.Equal(Environment.IsPrivilegedProcess ? FileOpeningFailure.UntrustedLink : null, opening.Failure);
        Assert.Equal("x", _tree.ReadText("/open/file", out _));
        Assert.True(_tree.TryReadStatus("/open/link", out FileStatus status));
        Assert.Equal(FileKind.Regular, status.Kind);
    }

    [Fact]
    public void What_is_no_regular_file_is_not_opened()
    {
        Write("/file", "");
        Directory.CreateDirectory(_directory.FullName + "/dir");
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(_directory.FullName + "/socket"));

        Assert.Equal(FileOpeningFailure.IsDirectory, _tree.Open("/dir").Failure);
        Assert.Equal(FileOpeningFailure.IsDirectory, _tree.Open("/").Failure);
        Assert.Equal(FileOpeningFailure.NotRegular, _tree.Open("/socket").Failure);
        Assert.Equal(FileOpeningFailure.NotFound, _tree.Open("/file/below").Failure);
        Assert.Equal(FileOpeningFailure.NotFound, _tree.Open("relative").Failure);
        FileOpening found = _tree.Locate("/socket");
        Assert.Equal(FileKind.Socket, found.Status.Kind);
        found.Handle!.Dispose();
    }

    [Fact]
    public void A_tree_that_is_not_there_says_so()
    {
        using FileTree none = FileTree.At(_directory.FullName + "/none");

        Assert.Null(none.ReadText("/etc/passwd", out string? problem));
        Assert.Equal("is not there", problem);
        Assert.Empty(none.Names("/"));
    }

    [Fact]
    public void Without_openat2_another_root_is_refused()
    {
        Write("/file", "x");
        using FileTree old = FileTree.At(_directory.FullName, hasOpenAt2: false);

        Assert.Null(old.ReadText("/file", out string? problem));
        Assert.Contains("no openat2", problem, StringComparison.Ordinal);
        Assert.Equal(FileOpeningFailure.NotSupported, Assert.Single(old.Glob("/*").Unlisted).Failure);
        Assert.Equal("/", FileTree.At("///").RootPath);
    }

    [Fact]
    public void Deep_trees_are_walked()
    {
        // Deeper than a path may be long, so each step is made from the last.
        string deep = string.Concat(Enumerable.Repeat("/directory", 300));
        Directory.CreateDirectory(_directory.FullName + deep);
        File.WriteAllText(_directory.FullName + deep + "/file", "deep");

        Assert.Equal("deep", _tree.ReadText(deep + "/file", out _));
        using FileTree kept = _tree.Kept();
        Assert.Equal("deep", kept.ReadText(deep + "/file", out _));
        Assert.Equal("deep", kept.ReadText(deep + "/../directory/file", out _));
    }

    [Fact]
    public void Names_that_are_not_utf8_can_be_opened()
    {
        Write("/caf\uDCE9.conf", "latin");

        string name = Assert.Single(_tree.Names("/"));

        Assert.Equal("caf\uDCE9.conf", name);
        Assert.Equal("latin", _tree.ReadText("/" + name, out _));
        Assert.Equal(["/caf\uDCE9.conf"], _tree.Glob("/caf?.conf"));
    }

    [Fact]
    public void Many_files_of_one_directory_are_read_by_its_handle()
    {
        const int count = 400;
        for (int number = 0; number < count; number++)
        {
            Write($"/etc/nginx/sites/{number:D4}.conf", "server {}");
        }

        using FileTree kept = _tree.Kept();
        IReadOnlyList<string> paths = kept.Glob("/etc/nginx/sites/*.conf");

        Assert.Equal(count, paths.Count);
        Assert.All(paths, path => Assert.Equal("server {}", kept.ReadText(path, out _)));
    }

    private void Write(string path, string text)
    {
        string full = _directory.FullName + path;
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        LinuxFiles.Write(full, text);
    }

    private void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory.FullName + path)!);
        File.CreateSymbolicLink(_directory.FullName + path, target);
    }
}
