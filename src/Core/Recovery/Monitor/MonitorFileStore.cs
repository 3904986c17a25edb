using System.Text;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// Writes and removes the files of the monitor: by open directories that root alone can change, put in place at once, and only where nothing is or what this module wrote
/// itself, which a first line tells.
/// </summary>
/// <param name="calls">The system calls.</param>
internal sealed class MonitorFileStore(IFileCalls calls)
{
    /// <summary>The first line of each.</summary>
    public const string Marker = "# Written by Register-502Monitor of Nginx502. Unregister-502Monitor removes it.";

    private const UnixFileMode FileMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode DirectoryMode =
        FileMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>What a file of this module holds; null when there is none of that name.</summary>
    /// <exception cref="ChangeException">There is one that this module did not write, or it cannot be read.</exception>
    public string? Read(string path)
    {
        using SafeFileHandle? directory = OwnDirectory.OpenToRead(calls, DirectoryOf(path));
        return directory is null ? null : Read(directory, path);
    }

    /// <summary>Puts a file in place. Its directory is made where it is missing, inside of one that is there.</summary>
    /// <exception cref="ChangeException">It cannot be written, or another's file is there.</exception>
    public void Write(string path, string content)
    {
        using SafeFileHandle directory = OpenToWrite(DirectoryOf(path));
        _ = Read(directory, path);
        string name = Path.GetFileName(path);
        string staged = $".{name}.nginx502-new";
        int error = calls.Remove(directory, staged);
        CallFailures.Require(error == FileError.NoSuchFile ? 0 : error, "be removed", path);
        CallFailures.Require(calls.OpenFile(directory, staged, FileUse.CreateNew, out SafeFileHandle file), "be made", path);
        using (file)
        {
            CallFailures.Require(calls.Write(file, Encoding.UTF8.GetBytes(content)), "be written", path);
            CallFailures.Require(calls.ChangeMode(file, FileMode), "be opened to readers", path);
            CallFailures.Require(calls.Synchronise(file), "be written", path);
        }

        CallFailures.Require(calls.Rename(directory, staged, name), "be put in place", path);
        CallFailures.Require(calls.Synchronise(directory), "be written", path);
    }

    /// <summary>Removes a file, and its directory where that is a drop-in's and empty then; false when there was none.</summary>
    /// <exception cref="ChangeException">It cannot be removed, or is another's.</exception>
    public bool Remove(string path)
    {
        using SafeFileHandle? directory = OwnDirectory.OpenToRead(calls, DirectoryOf(path));
        if (directory is null || Read(directory, path) is null)
        {
            return false;
        }

        CallFailures.Require(calls.Remove(directory, Path.GetFileName(path)), "be removed", path);
        CallFailures.Require(calls.Synchronise(directory), "be written", path);
        if (DirectoryOf(path).EndsWith(".d", StringComparison.Ordinal) && Path.GetFileName(path) == SystemdText.DropInName)
        {
            RemoveEmpty(DirectoryOf(path));
        }

        return true;
    }

    /// <summary>Removes a link of a name, as one by which a unit is enabled; what is no link stays.</summary>
    public void RemoveLink(string path)
    {
        using SafeFileHandle? directory = OwnDirectory.OpenToRead(calls, DirectoryOf(path));
        if (directory is not null && calls.ReadLink(directory, Path.GetFileName(path), out _) == 0)
        {
            CallFailures.Require(calls.Remove(directory, Path.GetFileName(path)), "be removed", path);
        }
    }

    private string? Read(SafeFileHandle directory, string path)
    {
        int error = calls.OpenFile(directory, Path.GetFileName(path), FileUse.Read, out SafeFileHandle file);
        using (file)
        {
            if (error == FileError.NoSuchFile)
            {
                return null;
            }

            // A link, as one that masks a unit, is somebody's will.
            if (error == FileError.TooManyLinks)
            {
                throw Foreign(path);
            }

            CallFailures.Require(error, "be opened", path);
            CallFailures.Require(calls.Status(file, out FileStatus status), "be looked at", path);
            string content = status is { Kind: FileKind.Regular, LinkCount: 1 } ? Encoding.UTF8.GetString(FileContent.Read(calls, file, path)) : string.Empty;
            return content.StartsWith(Marker + "\n", StringComparison.Ordinal) ? content : throw Foreign(path);
        }
    }

    private SafeFileHandle OpenToWrite(string path)
    {
        string parent = Path.GetDirectoryName(path)!;
        using (PathWalk above = PathWalk.ToDirectory(calls, parent, makesMissing: false))
        using (SafeFileHandle handle = above.Open())
        {
            RequireRoots(above, parent);
            int error = calls.MakeDirectory(handle, Path.GetFileName(path));
            CallFailures.Require(error == FileError.Exists ? 0 : error, "be made", path);
            if (error == 0)
            {
                CallFailures.Require(calls.OpenDirectory(handle, Path.GetFileName(path), out SafeFileHandle made), "be opened", path);
                using (made)
                {
                    CallFailures.Require(calls.ChangeMode(made, DirectoryMode), "be opened to readers", path);
                }
            }
        }

        using PathWalk walk = PathWalk.ToDirectory(calls, path, makesMissing: false);
        RequireRoots(walk, path);
        return walk.Open();
    }

    private void RemoveEmpty(string path)
    {
        using SafeFileHandle? parent = OwnDirectory.OpenToRead(calls, Path.GetDirectoryName(path)!);
        if (parent is not null)
        {
            // One that others put something into stays.
            _ = calls.RemoveDirectory(parent, Path.GetFileName(path));
        }
    }

    private static string DirectoryOf(string path) => Path.GetDirectoryName(path) ?? "/";

    private static void RequireRoots(PathWalk walk, string path)
    {
        if (Environment.IsPrivilegedProcess && !walk.AreNamesByRootAlone)
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.StateNotUsable, path, $"'{SafeText.Escape(path)}' can be changed by others than root: what lies there would be run as root.", $"Close it: chmod go-w {PasteText.Shell(path)}, and see its owner."));
        }
    }

    private static ChangeException Foreign(string path) => new(new ChangeFailure(
        ChangeFailureReason.ForeignFile, path, $"'{SafeText.Escape(path)}' is there, and Register-502Monitor did not write it.", "See whose it is, and move it away."));
}
