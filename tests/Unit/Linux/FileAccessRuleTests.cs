using System.Runtime.Versioning;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

[SupportedOSPlatform("linux")]
public sealed class FileAccessRuleTests : IDisposable
{
    private const UnixFileMode Mode0664 = (UnixFileMode)0x1B4;
    private const UnixFileMode Mode0460 = (UnixFileMode)0x130;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nginx502-access");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(33u, new uint[] { 33 }, FileAccessRule.Read, true)]
    [InlineData(33u, new uint[] { 33 }, FileAccessRule.Write, false)]
    [InlineData(5u, new uint[] { 5, 50 }, FileAccessRule.Read | FileAccessRule.Write, true)]
    [InlineData(5u, new uint[] { 5 }, FileAccessRule.Read, false)]
    [InlineData(0u, new uint[] { 0 }, FileAccessRule.Read | FileAccessRule.Write | FileAccessRule.Search, true)]
    public void The_mode_is_asked_for_the_owner_then_the_group_then_all_others(uint user, uint[] groups, int rights, bool expected) =>
        Assert.Equal(expected, new FileAccessRule(33, 50, Mode0460, []).Allows(user, groups, rights));

    [Theory]
    [InlineData(7u, new uint[] { 7 }, FileAccessRule.Write, true)]
    [InlineData(8u, new uint[] { 50 }, FileAccessRule.Read, false)]
    [InlineData(9u, new uint[] { 50 }, FileAccessRule.Write, false)]
    [InlineData(9u, new uint[] { 50 }, FileAccessRule.Read, true)]
    [InlineData(9u, new uint[] { 60 }, FileAccessRule.Write, true)]
    [InlineData(9u, new uint[] { 70 }, FileAccessRule.Write, false)]
    [InlineData(9u, new uint[] { 80 }, FileAccessRule.Read, true)]
    [InlineData(9u, new uint[] { 80 }, FileAccessRule.Write, false)]
    public void An_access_list_is_asked_as_the_kernel_asks_it(uint user, uint[] groups, int rights, bool expected)
    {
        AccessEntry[] list =
        [
            new(AccessEntryKind.Owner, 6, null),
            new(AccessEntryKind.User, 6, 7),
            new(AccessEntryKind.User, 0, 8),
            new(AccessEntryKind.OwningGroup, 4, null),
            new(AccessEntryKind.Group, 7, 60),
            new(AccessEntryKind.Group, 1, 70),
            new(AccessEntryKind.Mask, 6, null),
            new(AccessEntryKind.Other, 4, null),
        ];

        Assert.Equal(expected, new FileAccessRule(33, 50, Mode0664, list).Allows(user, groups, rights));
    }

    [Fact]
    public void The_kernels_form_of_an_access_list_is_read()
    {
        byte[] attribute = [2, 0, 0, 0, 1, 0, 6, 0, 255, 255, 255, 255, 2, 0, 4, 0, 33, 0, 0, 0, 4, 0, 4, 0, 255, 255, 255, 255, 16, 0, 4, 0, 255, 255, 255, 255, 32, 0, 0, 0, 255, 255, 255, 255, 9];

        IReadOnlyList<AccessEntry> list = FileAccessRule.Parse(attribute);

        Assert.Equal(5, list.Count);
        Assert.Equal(new AccessEntry(AccessEntryKind.User, 4, 33), list[1]);
        Assert.Equal(new AccessEntry(AccessEntryKind.Owner, 6, null), list[0]);
        Assert.Empty(FileAccessRule.Parse([1, 0, 0, 0]));
        Assert.Empty(FileAccessRule.Parse([]));
    }

    [Fact]
    public void The_way_to_a_path_is_told_step_by_step_with_links_resolved()
    {
        Directory.CreateDirectory(_directory.FullName + "/real");
        File.WriteAllText(_directory.FullName + "/real/file", "");
        File.SetUnixFileMode(_directory.FullName + "/real/file", UnixFileMode.UserRead);
        File.CreateSymbolicLink(_directory.FullName + "/link", "real");

        IReadOnlyList<PathRung> rungs = PathLadder.Climb(FileTree.Host, _directory.FullName + "/link/file", out FileOpeningFailure? failure);

        Assert.Null(failure);
        Assert.Equal(["/", "/tmp", _directory.FullName, _directory.FullName + "/real", _directory.FullName + "/real/file"], rungs.Select(rung => rung.Path));
        Assert.Equal((FileKind.Regular, UnixFileMode.UserRead), (rungs[^1].Kind, rungs[^1].Access.Mode));
        Assert.True(rungs[1].Access.Allows(12345, [12345], FileAccessRule.Write | FileAccessRule.Search));
        IReadOnlyList<PathRung> cut = PathLadder.Climb(FileTree.Host, _directory.FullName + "/none/file", out failure);
        Assert.Equal((FileOpeningFailure.NotFound, _directory.FullName), (failure!.Value, cut[^1].Path));
    }
}
