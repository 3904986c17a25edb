using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// A probe in a document root, written and removed with the rights of that directory's owner, who could as well have done it: whatever the owner exchanges meanwhile
/// leads nowhere that he may not write himself. Disposing removes it.
/// </summary>
internal sealed class DocumentRootProbe : IDisposable
{
    // fcntl.h: O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC; O_NOFOLLOW differs on arm64 (asm/fcntl.h).
    private const int WriteNew = 0x1 | 0x40 | 0x80 | 0x80000;
    private const int NoFollowArm = 0x8000;
    private const int NoFollowOther = 0x20000;
    private const int ReadableMode = 0x1A4;
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly IFileCalls _calls;
    private readonly SafeFileHandle _directory;
    private readonly ClientRights? _owner;
    private readonly string _name;
    private readonly List<string> _leftovers = [];
    private readonly DirectoryTime _time;
    private FileIdentity? _identity;
    private bool _isOver;

    private DocumentRootProbe(IFileCalls calls, SafeFileHandle directory, FileStatus status, string path, string name) =>
        (_calls, _directory, _owner, _time, Path, _name) = (calls, directory, RightsOf(status), new DirectoryTime(calls, directory, status.LastWriteTime), $"{path.TrimEnd('/')}/{name}", name);

    /// <summary>The script's full path.</summary>
    public string Path { get; }

    /// <summary>What could not be removed, once it is disposed.</summary>
    public IReadOnlyList<string> Leftovers => _leftovers;

    /// <summary>Writes a probe.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="directory">The full path of the directory.</param>
    /// <param name="probe">The probe.</param>
    /// <exception cref="ChangeException">It cannot be written.</exception>
    public static DocumentRootProbe Write(IFileCalls calls, string directory, PhpProbe probe)
    {
        using PathWalk walk = PathWalk.ToDirectory(calls, directory, makesMissing: false);
        SafeFileHandle open = walk.Open();
        try
        {
            CallFailures.Require(calls.Status(open, out FileStatus status), "be looked at", walk.ReachedPath);
            var written = new DocumentRootProbe(calls, open, status, walk.ReachedPath, probe.FileName);
            try
            {
                written.Write(probe.Script);
                return written;
            }
            catch
            {
                written.Dispose();
                throw;
            }
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    /// <summary>Removes the probes that an earlier run left in a directory and that have expired; gives their paths. What is not ours stays.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="directory">The full path of the directory.</param>
    /// <param name="now">The time, UTC.</param>
    public static IReadOnlyList<string> Clean(IFileCalls calls, string directory, DateTime now)
    {
        var removed = new List<string>();
        try
        {
            using PathWalk walk = PathWalk.ToDirectory(calls, directory, makesMissing: false);
            using SafeFileHandle open = walk.Open();
            if (calls.Status(open, out FileStatus owner) != 0 || calls.Names(open, out IReadOnlyList<string> names) != 0)
            {
                return removed;
            }

            foreach (string name in names.Where(name => PhpProbe.IsOurs(name, PhpProbe.Prefix, hasExtension: true)))
            {
                if (calls.OpenToLook(open, name, out SafeFileHandle file) != 0)
                {
                    continue;
                }

                using (file)
                {
                    bool isOld = calls.Status(file, out FileStatus status) == 0 && status.Kind == FileKind.Regular && status.LinkCount == 1 && status.OwnerId == owner.OwnerId
                        && now - status.LastWriteTime > PhpProbe.Lifetime;
                    if (isOld && Remove(open, RightsOf(owner), name) == 0)
                    {
                        removed.Add(SafeText.Escape($"{walk.ReachedPath.TrimEnd('/')}/{name}"));
                    }
                }
            }
        }
        catch (ChangeException)
        {
            // A directory that is not there, or is reached through what others can exchange, holds nothing of ours.
        }

        return removed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        bool isOursAlone = _time.IsOurs;
        if (_identity is { } identity && IsStillThere(identity))
        {
            int error = Remove(_directory, _owner, _name);
            if (error is not (0 or FileError.NoSuchFile))
            {
                _leftovers.Add(SafeText.Escape(Path));
            }
            else if (isOursAlone)
            {
                _time.GiveBack();
            }
        }

        _directory.Dispose();
    }

    // Who is not root writes as himself, or not at all.
    private static ClientRights? RightsOf(FileStatus directory) => Environment.IsPrivilegedProcess ? ClientRights.Of(directory.OwnerId, [directory.GroupId]) : null;

    private static int Remove(SafeFileHandle directory, ClientRights? owner, string name)
    {
        using var plan = new CallPlan();
        try
        {
            ThreadRights? taking = Take(plan, owner, directory);
            int removing = plan.Add("remove it", new CallStep { Number = SystemCallNumber.Unlink, First = directory.DangerousGetHandle(), Second = plan.Text(name), MayFail = true });
            Run(plan, taking, name);
            return plan.StepAt(removing).Error;
        }
        catch (ChangeException)
        {
            return FileError.PermissionDenied;
        }
    }

    private static ThreadRights? Take(CallPlan plan, ClientRights? owner, SafeFileHandle directory)
    {
        ThreadRights? taking = owner is null ? null : ThreadRights.For(plan);
        if (!SystemCallNumber.AreKnown || (owner is not null && taking is null) || directory.IsClosed)
        {
            throw NotAsOwner("what this process is itself could not be seen");
        }

        taking?.Take(owner!);
        return taking;
    }

    private static void Run(CallPlan plan, ThreadRights? taking, string name)
    {
        plan.BeginRestoring();
        taking?.GiveBack();
        string? problem = !plan.Run(Limit) ? "the file system did not answer" : plan.Failure() ?? (taking?.WereTaken() == false ? "the kernel did not let this process take the user" : null);
        if (problem is not null)
        {
            throw NotAsOwner($"'{SafeText.Escape(name)}': {problem}");
        }
    }

    private static ChangeException NotAsOwner(string problem) => new(new ChangeFailure(
        ChangeFailureReason.FileSystemError, null, $"The rights of the directory's owner could not be taken: {problem}.", "Test without -InDocumentRoot."));

    private bool IsStillThere(FileIdentity identity)
    {
        int error = _calls.OpenToLook(_directory, _name, out SafeFileHandle file);
        using (file)
        {
            return error == 0 && _calls.Status(file, out FileStatus status) == 0 && status.Identity == identity;
        }
    }

    private void Write(ReadOnlyMemory<byte> script)
    {
        using var plan = new CallPlan();
        ThreadRights? taking = Take(plan, _owner, _directory);
        int flags = WriteNew | (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? NoFollowArm : NoFollowOther);
        int opening = plan.Add(
            "make it",
            new CallStep { Number = SystemCallNumber.Open, First = _directory.DangerousGetHandle(), Second = plan.Text(_name), Third = flags, Fourth = ReadableMode, Opens = true, MayFail = true, SkipsOnFailure = 1 });
        int writing = plan.Add("write it", new CallStep { Number = SystemCallNumber.Write, TakesOpened = true, Second = plan.Bytes(script.Span), Third = script.Length, MayFail = true });
        Run(plan, taking, _name);
        CallStep opened = plan.StepAt(opening);
        CallFailures.Require(opened.Error, "be made", Path);
        using var file = new SafeFileHandle(opened.Result, ownsHandle: true);
        CallFailures.Require(_calls.Status(file, out FileStatus status), "be looked at", Path);
        _identity = status.Identity;
        _time.NoteOurs();
        CallStep written = plan.StepAt(writing);
        CallFailures.Require(written.Error != 0 ? written.Error : written.Result == script.Length ? 0 : FileError.NoSpace, "be written", Path);

        // The umask of this process has no say.
        CallFailures.Require(_calls.ChangeMode(file, Readable), "be opened to readers", Path);
    }
}
