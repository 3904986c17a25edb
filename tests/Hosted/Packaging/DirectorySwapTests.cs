using Nginx502.Build.Module;

namespace Nginx502.HostedTests.Packaging;

/// <summary>A build puts whole directories in place, and leaves alone what did not change.</summary>
public sealed class DirectorySwapTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("nginx502-test-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void ADifferentDirectoryTakesThePlaceAsAWhole()
    {
        string target = Make("target", ("a.dll", "old"), ("gone.dll", "x"));
        Assert.True(DirectorySwap.Replace(Make("fresh", ("a.dll", "new"), ("sub/b.dll", "b")), target));
        Assert.Equal(["a.dll", "sub/b.dll"], Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(target, file)).Order(StringComparer.Ordinal));
        Assert.Equal("new", File.ReadAllText(Path.Combine(target, "a.dll")));
        Assert.Equal(["target"], _root.GetDirectories().Select(directory => directory.Name));
    }

    [Fact]
    public void TheSameFilesStayAndTakeTheNewTimes()
    {
        string target = Make("target", ("a.dll", "same"));
        File.SetLastWriteTimeUtc(Path.Combine(target, "a.dll"), DateTime.UnixEpoch);
        using FileStream inUse = File.OpenRead(Path.Combine(target, "a.dll"));
        Assert.False(DirectorySwap.Replace(Make("fresh", ("a.dll", "same")), target));
        Assert.True(File.GetLastWriteTimeUtc(inUse.SafeFileHandle) > DateTime.UnixEpoch);
        Assert.Equal(["target"], _root.GetDirectories().Select(directory => directory.Name));
    }

    [Fact]
    public void AnotherModeIsADifference()
    {
        string target = Make("target", ("tool", "x"));
        string fresh = Make("fresh", ("tool", "x"));
        File.SetUnixFileMode(Path.Combine(fresh, "tool"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.True(DirectorySwap.Replace(fresh, target));
    }

    private string Make(string name, params (string Path, string Text)[] files)
    {
        foreach ((string path, string text) in files)
        {
            string file = Path.Combine(_root.FullName, name, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        return Path.Combine(_root.FullName, name);
    }
}
