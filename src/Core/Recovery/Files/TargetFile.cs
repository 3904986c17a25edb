using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// A file that is to be changed: where it really is, what it holds and how it is kept. The file stays open, so that its number is given to no other.
/// </summary>
internal sealed class TargetFile : IDisposable
{
    private readonly IFileCalls _calls;
    private readonly SafeFileHandle _file;

    private TargetFile(IFileCalls calls, FileEdit edit, PathWalk walk, string name, SafeFileHandle directory, SafeFileHandle file)
    {
        (_calls, Edit, Name, Directory, _file) = (calls, edit, name, directory, file);
        DirectoryPath = walk.ReachedPath;
        RealPath = Path.Combine(DirectoryPath, name);
        AreNamesByRootAlone = walk.AreNamesByRootAlone;
        WorkTree = walk.WorkTree;
        Attributes = KeptAttributes.Of(calls, file, RealPath);
        CallFailures.Require(calls.IsMountPoint(file, out bool isMountPoint), "be looked at", RealPath);
        IsMountPoint = isMountPoint;
        CallFailures.Require(calls.Flags(file, out FileFlags flags), "be asked for its flags", RealPath);
        Flags = flags;
    }

    /// <summary>What is to become of it.</summary>
    public FileEdit Edit { get; }

    /// <summary>The directory that it really lies in.</summary>
    public SafeFileHandle Directory { get; }

    /// <summary>The full path of that directory.</summary>
    public string DirectoryPath { get; }

    /// <summary>Its name there.</summary>
    public string Name { get; }

    /// <summary>Its full path, all links resolved.</summary>
    public string RealPath { get; }

    /// <summary>True when only root can make names in its directory.</summary>
    public bool AreNamesByRootAlone { get; }

    /// <summary>The git work tree that it lies in, or null.</summary>
    public string? WorkTree { get; }

    /// <summary>Owner, mode and the like.</summary>
    public KeptAttributes Attributes { get; }

    /// <summary>True when something is mounted at its name.</summary>
    public bool IsMountPoint { get; }

    /// <summary>What chattr forbids.</summary>
    public FileFlags Flags { get; }

    /// <summary>Which file it is.</summary>
    public FileStatus Status => Attributes.Status;

    /// <summary>True when it is written over and not replaced: another file at its name would leave its other names behind, or cannot be put there.</summary>
    public bool IsInPlace => IsMountPoint || Status.LinkCount > 1;

    /// <summary>Opens the file of an edit, and looks whether it holds what the edit was made from.</summary>
    /// <exception cref="ChangeException">It cannot be opened, is no regular file, or holds something else.</exception>
    /// <param name="calls">The system calls.</param>
    /// <param name="edit">The edit.</param>
    /// <param name="rootPath">The directory that stands for <c>/</c>, which no link leads out of; null for this process's own root.</param>
    public static TargetFile Open(IFileCalls calls, FileEdit edit, string? rootPath)
    {
        using PathWalk walk = PathWalk.ToFile(calls, edit.Path, out string name, rootPath);
        SafeFileHandle directory = walk.Open();
        var file = new SafeFileHandle();
        try
        {
            string path = Path.Combine(walk.ReachedPath, name);
            CallFailures.Require(calls.OpenFile(directory, name, FileUse.Read, out file), "be opened", path);

            var target = new TargetFile(calls, edit, walk, name, directory, file);
            target.RequireRegular();
            target.RequireUnchanged(FileContent.Read(calls, file, path));
            return target;
        }
        catch
        {
            file.Dispose();
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Looks again: the name must still lead to the same file, with the same owner and mode, and the file hold the same bytes.</summary>
    /// <exception cref="ChangeException">Somebody changed it.</exception>
    public void RequireUnchanged()
    {
        int error = _calls.OpenFile(Directory, Name, FileUse.Read, out SafeFileHandle now);
        using (now)
        {
            if (error == FileError.NoSuchFile)
            {
                throw Changed();
            }

            CallFailures.Require(error, "be opened", RealPath);
            RequireSame(now);
            RequireUnchanged(FileContent.Read(_calls, now, RealPath));
        }
    }

    /// <summary>Goes on when what is open is the very file that was looked at first, and is kept as it was then.</summary>
    public void RequireSame(SafeFileHandle now)
    {
        CallFailures.Require(_calls.Status(now, out FileStatus status), "be looked at", RealPath);
        if ((status.Identity, status.OwnerId, status.GroupId, status.Mode, status.LinkCount) != (Status.Identity, Status.OwnerId, Status.GroupId, Status.Mode, Status.LinkCount))
        {
            throw Changed();
        }
    }

    /// <summary>The failure for a file that somebody else wrote to.</summary>
    public ChangeException Changed() => new(new ChangeFailure(
        ChangeFailureReason.FileChanged,
        RealPath,
        $"'{SafeText.Escape(RealPath)}' was changed by somebody else since it was read; nothing was done to it.",
        "Look who edits it (an open editor, a deployment), and try again: the change is then made from what the file holds now."));

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        Directory.Dispose();
    }

    private void RequireRegular()
    {
        if (Status.Kind != FileKind.Regular)
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.NotRegularFile, RealPath, $"'{SafeText.Escape(RealPath)}' is not a regular file.", "Name the file itself."));
        }
    }

    private void RequireUnchanged(byte[] content)
    {
        if (!content.AsSpan().SequenceEqual(Edit.Before.Span))
        {
            throw Changed();
        }
    }
}
