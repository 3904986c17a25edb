using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Journal;

/// <summary>The directories of lock and journal are their owner's alone: what another has put in their place is not used.</summary>
[SupportedOSPlatform("linux")]
public sealed class OwnDirectoryTests : IDisposable
{
    private const UnixFileMode Own = (UnixFileMode)0x1C0;
    private const UnixFileMode Everybody = (UnixFileMode)0x1FF;
    private const string Nobody = "65534";

    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-own-").FullName;

    private string Runtime => Path.Combine(_root, "run");

    private string LockDirectory => Path.Combine(Runtime, "recovery");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void TheLockLiesBelowRunForRoot() =>
        Assert.True(!Environment.IsPrivilegedProcess || Environment.GetEnvironmentVariable(StateFolder.Variable) is not null || RuntimePlace.DefaultRoot() == "/run/nginx502");

    [Fact]
    public void TheDirectoryOfTheLockIsItsOwnersAlone()
    {
        using RunJournal journal = Open();

        Assert.Equal((Own, Own), (File.GetUnixFileMode(Runtime), File.GetUnixFileMode(LockDirectory)));
        Assert.Equal((UnixFileMode)0x180, File.GetUnixFileMode(Path.Combine(LockDirectory, "lock")));
        Assert.True(FileStatus.TryRead(LockDirectory, out FileStatus status));
        Assert.Equal(FileCalls.UserId, status.OwnerId);
    }

    [Fact]
    public void OneThatIsOpenToOthersIsClosed()
    {
        Directory.CreateDirectory(LockDirectory);
        File.SetUnixFileMode(Runtime, (UnixFileMode)0x1ED);
        File.SetUnixFileMode(LockDirectory, Everybody);

        using RunJournal journal = Open();

        Assert.Equal((Own, Own), (File.GetUnixFileMode(Runtime), File.GetUnixFileMode(LockDirectory)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneOfAnotherIsRefused(bool isOuter)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        Directory.CreateDirectory(LockDirectory);
        string foreign = isOuter ? Runtime : LockDirectory;
        RefusalTests.Call("chown", Nobody, foreign);

        AssertRefused(foreign, $"it belongs to the user {Nobody}");
        Assert.Empty(Directory.GetFileSystemEntries(LockDirectory));
    }

    [Fact]
    public void OneBelowADirectoryOfOthersIsRefused()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        File.SetUnixFileMode(_root, Everybody);

        AssertRefused(Runtime, "lies below a directory that others than root can write to");
        Assert.False(File.Exists(Path.Combine(LockDirectory, "lock")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ALinkInItsPlaceIsNotFollowed(bool isOuter)
    {
        string elsewhere = Directory.CreateDirectory(Path.Combine(_root, "elsewhere")).FullName;
        if (isOuter)
        {
            File.SetUnixFileMode(_root, Everybody);
            File.CreateSymbolicLink(Runtime, elsewhere);
        }
        else
        {
            Directory.CreateDirectory(Runtime);
            File.CreateSymbolicLink(LockDirectory, elsewhere);
        }

        Assert.Throws<ChangeException>(Open);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    public void WhatIsNoDirectoryIsRefused()
    {
        Directory.CreateDirectory(Runtime);
        File.WriteAllText(LockDirectory, string.Empty);

        Assert.Throws<ChangeException>(Open);
        using SafeFileHandle other = OwnDirectory.Open(FileCalls.Kernel, Runtime, "other");
        Assert.False(other.IsInvalid);
    }

    private RunJournal Open() => RunJournal.Open(FileCalls.Kernel, Path.Combine(_root, "state"), Runtime, "Invoke-502Recovery", TimeSpan.Zero, CancellationToken.None);

    private void AssertRefused(string path, string reason)
    {
        ChangeFailure failure = Assert.Throws<ChangeException>(Open).Failure;
        Assert.Equal((ChangeFailureReason.StateNotUsable, path), (failure.Reason, failure.Path));
        Assert.Contains(reason, failure.Problem, StringComparison.Ordinal);
    }
}
