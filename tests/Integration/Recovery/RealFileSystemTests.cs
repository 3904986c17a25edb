using System.Text;

namespace Nginx502.IntegrationTests.Recovery;

/// <summary>What real file systems refuse. Where this process may not mount or protect a file, the file is an ordinary one, and is changed.</summary>
public sealed class RealFileSystemTests : IDisposable
{
    private const string Old = "pm.max_children = 5\n";
    private const string New = "pm.max_children = 20\n";

    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-fs-").FullName;
    private readonly string _folder;
    private readonly string _file;

    public RealFileSystemTests()
    {
        _folder = Directory.CreateDirectory(Path.Combine(_root, "pools")).FullName;
        _file = Path.Combine(_folder, "www.conf");
        File.WriteAllText(_file, Old);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void AFileThatIsMountedByItselfIsWrittenOverByForceOnly()
    {
        string outside = Path.Combine(_root, "outside.conf");
        File.WriteAllText(outside, Old);
        using TestMount mount = TestMount.Make("--bind", outside, _file);

        GatewayChange refused = Run();
        if (!mount.IsMounted)
        {
            AssertChanged(refused);
            return;
        }

        AssertRefused(refused, ChangeFailureReason.MountPoint, "is mounted by itself");
        GatewayChange change = Run(force: true);
        AssertChanged(change);
        Assert.True(change.Files[0].IsWrittenInPlace);
        Assert.Equal(New, File.ReadAllText(outside));
        Assert.Equal(Old, File.ReadAllText(change.Files[0].BackupPath!));

        Assert.Equal(ChangeState.Committed, Door().Restore(new RestoreRequest("Restore", null) { Force = true }).State);
        Assert.Equal(Old, File.ReadAllText(outside));
    }

    [Fact]
    public void AReadOnlyFileSystemIsSaidBeforeAnythingIsWritten()
    {
        using TestMount mount = TestMount.Make("--bind", _folder, _folder);
        if (!mount.IsMounted || TestMount.Run("mount", ["-o", "remount,bind,ro", _folder]) != 0)
        {
            AssertChanged(Run());
            return;
        }

        GatewayChange change = Run(force: true);

        AssertRefused(change, ChangeFailureReason.ManagedFile, "mounted read-only");
        Assert.Contains("+pm.max_children = 20\n", change.Failure!.Snippet, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+i", "immutable")]
    [InlineData("+a", "only be added to")]
    public void AProtectedFileIsNotChangedEvenByForce(string flag, string words)
    {
        if (TestMount.Run("chattr", [flag, _file]) != 0)
        {
            AssertChanged(Run());
            return;
        }

        try
        {
            AssertRefused(Run(force: true), ChangeFailureReason.ManagedFile, words);
        }
        finally
        {
            Assert.Equal(0, TestMount.Run("chattr", ["-ia", _file]));
        }
    }

    [Fact]
    public void ADirectoryThatIsProtectedIsNamed()
    {
        if (TestMount.Run("chattr", ["+i", _folder]) != 0)
        {
            AssertChanged(Run());
            return;
        }

        try
        {
            AssertRefused(Run(force: true), ChangeFailureReason.InsufficientPrivilege, $"'{_folder}' cannot be written to");
        }
        finally
        {
            Assert.Equal(0, TestMount.Run("chattr", ["-i", _folder]));
        }
    }

    [Fact]
    public void AFullDiskIsSaidAndEverythingIsAsBefore()
    {
        using TestMount mount = TestMount.Make("-t", "tmpfs", "-o", "size=64k,mode=0755", "tmpfs", _folder);
        File.WriteAllText(_file, Old);
        if (!mount.IsMounted)
        {
            AssertChanged(Run());
            return;
        }

        Fill(Path.Combine(_folder, "filler"));

        GatewayChange change = Run();

        Assert.Equal((ChangeState.RolledBack, ChangeFailureReason.NoSpace, 28), (change.State, change.Failure!.Reason, change.Failure.ErrorNumber));
        Assert.Contains($"df -h '{_folder}", change.Failure.Advice, StringComparison.Ordinal);
        Assert.Equal(Old, File.ReadAllText(_file));
        Assert.Equal(["filler", "www.conf"], Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)).Order());
    }

    [Fact]
    public void AFullDiskOfTheJournalMeansThatNothingIsDone()
    {
        string state = Directory.CreateDirectory(Path.Combine(_root, "state")).FullName;
        using TestMount mount = TestMount.Make("-t", "tmpfs", "-o", "size=64k,mode=0700", "tmpfs", state);
        if (!mount.IsMounted)
        {
            AssertChanged(Run());
            return;
        }

        Fill(Path.Combine(state, "filler"));

        AssertRefused(Run(), ChangeFailureReason.NoSpace, "No space left on device (28)");
    }

    [Fact]
    public void OnAnOverlayAsInAContainerItIsChangedAndUndone()
    {
        string[] layers = ["lower", "upper", "work"];
        string[] paths = [.. layers.Select(name => Directory.CreateDirectory(Path.Combine(_root, name)).FullName)];
        File.WriteAllText(Path.Combine(paths[0], "www.conf"), Old);
        using TestMount mount = TestMount.Make("-t", "overlay", "-o", $"lowerdir={paths[0]},upperdir={paths[1]},workdir={paths[2]}", "overlay", _folder);

        AssertChanged(Run());
        Assert.Equal(mount.IsMounted ? New : null, File.Exists(Path.Combine(paths[1], "www.conf")) ? File.ReadAllText(Path.Combine(paths[1], "www.conf")) : null);

        Assert.Equal(ChangeState.Committed, Door().Restore(new RestoreRequest("Restore", null)).State);
        Assert.Equal(Old, File.ReadAllText(_file));
        Assert.Equal(["www.conf"], Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)));
    }

    private ConfigurationTransaction Door() => new(Path.Combine(_root, "state"));

    private GatewayChange Run(bool force = false) =>
        Door().Run(new ChangeRequest("Set-FpmPoolTuning", [new FileEdit(_file, Encoding.UTF8.GetBytes(Old), Encoding.UTF8.GetBytes(New))]) { Force = force });

    private void AssertChanged(GatewayChange change)
    {
        Assert.Null(change.Failure);
        Assert.Equal((ChangeState.Committed, New), (change.State, File.ReadAllText(_file)));
    }

    private void AssertRefused(GatewayChange change, ChangeFailureReason reason, string words)
    {
        Assert.Equal((ChangeState.Refused, reason), (change.State, change.Failure?.Reason));
        Assert.Contains(words, change.Problem, StringComparison.Ordinal);
        Assert.Equal(Old, File.ReadAllText(_file));
        Assert.Equal(["www.conf"], Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)));
    }

    private static void Fill(string path)
    {
        try
        {
            using FileStream filler = File.Create(path);
            byte[] page = new byte[4096];
            while (true)
            {
                filler.Write(page);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }
}
