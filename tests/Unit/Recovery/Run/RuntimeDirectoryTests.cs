using System.Runtime.Versioning;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Run;

/// <summary>A runtime directory is made as the system would, where nobody else can have a say in it, and is taken away only while it is empty.</summary>
[SupportedOSPlatform("linux")]
public sealed class RuntimeDirectoryTests : IDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0x1FF;
    private const UnixFileMode Passable = (UnixFileMode)0x1ED;

    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-runtime-").FullName;

    private string Parent => Path.Combine(_root, "parent");

    private string Wanted => Path.Combine(Parent, "php");

    public RuntimeDirectoryTests() => Directory.CreateDirectory(Parent);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void ItIsItsMakersAndEverybodyMayPass()
    {
        Assert.Null(Create(Wanted).Problem);

        Assert.Equal(Passable, File.GetUnixFileMode(Wanted));
        Assert.True(FileStatus.TryRead(Wanted, out FileStatus status));
        Assert.Equal((FileKind.Directory, FileCalls.UserId), (status.Kind, status.OwnerId));
    }

    [Fact]
    public void ItIsTakenAwayAgainWhileItIsEmpty()
    {
        ActResult made = Create(Wanted);

        File.WriteAllText(Path.Combine(Wanted, "php.sock"), "somebody's");
        Assert.Contains("cannot be removed", made.Undo!(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Wanted, "php.sock")));

        File.Delete(Path.Combine(Wanted, "php.sock"));
        Assert.Null(made.Undo!());
        Assert.False(Directory.Exists(Wanted));
    }

    [Fact]
    public void AParentThatOthersCanWriteToIsRefused()
    {
        File.SetUnixFileMode(Parent, Everybody);

        AssertRefused(Create(Wanted), "its parent can be changed by others than root");
    }

    [Fact]
    public void AParentOfAnotherIsRefused()
    {
        if (Environment.IsPrivilegedProcess)
        {
            RefusalTests.Call("chown", "65534", Parent);

            AssertRefused(Create(Wanted), "its parent can be changed by others than root");
        }
    }

    [Fact]
    public void ALinkThatOthersCouldHaveMadeIsNotFollowed()
    {
        string elsewhere = Directory.CreateDirectory(Path.Combine(_root, "elsewhere")).FullName;
        File.SetUnixFileMode(Parent, Everybody);
        File.CreateSymbolicLink(Wanted, elsewhere);

        AssertRefused(Create(Path.Combine(Wanted, "made")), "is a link to");
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    public void WhatLiesThereIsLeftAsItIs()
    {
        File.CreateSymbolicLink(Wanted, Path.Combine(_root, "nowhere"));

        AssertRefused(Create(Wanted), "is there by now");
        Assert.False(Directory.Exists(Path.Combine(_root, "nowhere")));
    }

    [Fact]
    public void OneWithoutAParentIsNotMade()
    {
        Directory.Delete(Parent);

        AssertRefused(Create(Wanted), "cannot be reached");
    }

    private static ActResult Create(string path) => RuntimeDirectory.Create(path, CancellationToken.None);

    private static void AssertRefused(ActResult result, string reason)
    {
        Assert.Contains(reason, result.Problem, StringComparison.Ordinal);
        Assert.Null(result.Undo);
    }
}
