using System.Runtime.Versioning;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Integration;

/// <summary>A probe lies where root alone can exchange it: php-fpm reads it, and nobody lists it.</summary>
[SupportedOSPlatform("linux")]
public sealed class RunProbeTests : IDisposable
{
    private const UnixFileMode Passable = (UnixFileMode)0x1C9;
    private const UnixFileMode Readable = (UnixFileMode)0x1A4;
    private const UnixFileMode Everybody = (UnixFileMode)0x1FF;

    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-probe-").FullName;

    private string Place => Path.Combine(_root, "run");

    public RunProbeTests() => Directory.CreateDirectory(Place);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void It_can_be_read_and_neither_listed_nor_written_by_others()
    {
        var probe = new PhpProbe(".php", DateTimeOffset.UtcNow);
        using RunProbe written = RunProbe.Write(FileCalls.Kernel, Place, probe);

        string directory = Path.GetDirectoryName(written.Path)!;
        Assert.Equal(Place, Path.GetDirectoryName(directory));
        Assert.Equal((Passable, Readable), (File.GetUnixFileMode(directory), File.GetUnixFileMode(written.Path)));
        Assert.All([directory, written.Path], path =>
        {
            Assert.True(FileStatus.TryRead(path, out FileStatus status));
            Assert.Equal(FileCalls.UserId, status.OwnerId);
        });
        Assert.Equal(probe.Script.ToArray(), File.ReadAllBytes(written.Path));
        Assert.DoesNotContain(probe.Token, File.ReadAllText(written.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void It_goes_with_its_directory()
    {
        RunProbe written = RunProbe.Write(FileCalls.Kernel, Place, new PhpProbe(".php", DateTimeOffset.UtcNow));

        written.Dispose();

        Assert.Empty(written.Leftovers);
        Assert.Empty(Directory.GetFileSystemEntries(Place));
    }

    [Fact]
    public void What_cannot_be_removed_is_told()
    {
        RunProbe written = RunProbe.Write(FileCalls.Kernel, Place, new PhpProbe(".php", DateTimeOffset.UtcNow));
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(written.Path)!, "somebody's"), string.Empty);

        written.Dispose();

        Assert.Equal([written.Path], written.Leftovers);
    }

    [Theory]
    [InlineData("root")]
    [InlineData("owner")]
    public void A_place_that_others_can_exchange_is_refused(string whose)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        if (whose == "root")
        {
            File.SetUnixFileMode(_root, Everybody);
        }
        else
        {
            RefusalTests.Call("chown", "65534", _root);
        }

        ChangeFailure failure = Assert.Throws<ChangeException>(() => RunProbe.Write(FileCalls.Kernel, Place, new PhpProbe(".php", DateTimeOffset.UtcNow))).Failure;

        Assert.Equal((ChangeFailureReason.StateNotUsable, Place), (failure.Reason, failure.Path));
        Assert.Contains("others than root can put another directory in its place", failure.Problem, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Place));
    }

    [Theory]
    [InlineData(nameof(IFileCalls.Write))]
    [InlineData(nameof(IFileCalls.ChangeMode))]
    public void One_that_could_not_be_written_to_its_end_leaves_nothing(string call)
    {
        var calls = new InterceptedCalls { Before = (_, name) => name == call ? FileError.NoSpace : 0 };

        Assert.Throws<ChangeException>(() => RunProbe.Write(calls, Place, new PhpProbe(".php", DateTimeOffset.UtcNow)));
        Assert.Empty(Directory.GetFileSystemEntries(Place));
    }
}
