using System.Runtime.Versioning;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

[SupportedOSPlatform("linux")]
public sealed class FileTrustTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nginx502-trust");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("/etc/./../etc//passwd")]
    [InlineData("/bin/sh")]
    [InlineData("/")]
    public void What_the_system_installs_is_roots_own(string path)
    {
        Assert.True(FileTrust.IsChangeableByRootAlone(path, out string? weakness), weakness);
        Assert.Null(weakness);
    }

    [Fact]
    public void A_directory_that_all_can_write_is_the_weakness_of_all_below()
    {
        string file = Path.Combine(_directory.FullName, "file");
        File.WriteAllText(file, "");

        Assert.False(FileTrust.IsChangeableByRootAlone(file, out string? weakness));
        Assert.Equal("/tmp", weakness);
    }

    [Fact]
    public void A_link_into_it_is_weak_too_and_a_link_out_of_it()
    {
        string link = Path.Combine(_directory.FullName, "link");
        File.CreateSymbolicLink(link, "/etc/passwd");

        Assert.False(FileTrust.IsChangeableByRootAlone(link, out string? weakness));
        Assert.Equal("/tmp", weakness);
        Assert.False(FileTrust.IsChangeableByRootAlone("/proc/self/cwd/../tmp/x", out _));
    }

    [Theory]
    [InlineData("/etc/nonexistent-of-nginx502/file", "/etc/nonexistent-of-nginx502")]
    [InlineData("relative", "/")]
    public void What_is_not_there_is_not_trusted(string path, string expected)
    {
        Assert.False(FileTrust.IsChangeableByRootAlone(path, out string? weakness));
        Assert.Equal(expected, weakness);
    }

    [Fact]
    public void Status_tells_kind_mode_and_owner()
    {
        string file = Path.Combine(_directory.FullName, "file");
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupWrite);

        Assert.True(FileStatus.TryRead(file, out FileStatus status));
        Assert.Equal(FileKind.Regular, status.Kind);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupWrite, status.Mode);
        Assert.Equal(1u, status.LinkCount);
        Assert.True(FileStatus.TryRead("/", out FileStatus root));
        Assert.Equal(FileKind.Directory, root.Kind);
        Assert.Equal(0u, root.OwnerId);
        Assert.False(FileStatus.TryRead(file + "\0", out _));
    }
}
