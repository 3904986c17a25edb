using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;
using Nginx502.Recovery;
using PathWalk = Nginx502.Recovery.PathWalk;

namespace Nginx502.Reporting;

/// <summary>Writes a file for others to read: whole or not at all, by the open directory, so that nothing can be exchanged on the way.</summary>
internal sealed class WrittenFile : IDisposable
{
    private const int RandomBytes = 8;

    private readonly IFileCalls _calls;
    private readonly SafeFileHandle _directory;
    private readonly string _name;

    private WrittenFile(IFileCalls calls, SafeFileHandle directory, string path, string name) => (_calls, _directory, Path, _name) = (calls, directory, path, name);

    /// <summary>The full path, with all links resolved.</summary>
    public string Path { get; }

    /// <summary>Opens the directory that a file goes to.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="path">The full path of the file.</param>
    /// <param name="allowsSticky">True where root also writes to a directory like <c>/tmp</c>, in which others can neither move nor remove what is root's.</param>
    /// <exception cref="ChangeException">It is not there, or others than root can change it.</exception>
    public static WrittenFile Open(IFileCalls calls, string path, bool allowsSticky)
    {
        string parent = System.IO.Path.GetDirectoryName(path) ?? "/";
        using PathWalk walk = PathWalk.ToDirectory(calls, parent, makesMissing: false);
        SafeFileHandle directory = walk.Open();
        try
        {
            CallFailures.Require(calls.Status(directory, out FileStatus status), "be looked at", parent);
            bool isSafe = walk.AreNamesByRootAlone || (allowsSticky && walk.IsReachedByRootAlone && status.OwnerId == 0 && (status.Mode & UnixFileMode.StickyBit) != 0);
            if (Environment.IsPrivilegedProcess && !isSafe)
            {
                throw new ChangeException(new ChangeFailure(
                    ChangeFailureReason.DirectoryNotTrusted,
                    walk.ReachedPath,
                    $"Root does not write to '{SafeText.Escape(walk.ReachedPath)}': others than root can change it, or a directory above it.",
                    "Give it to root, with no right to write for others (chown root: and chmod go-w), or name another directory."));
            }

            string name = System.IO.Path.GetFileName(path);
            return new WrittenFile(calls, directory, System.IO.Path.Combine(walk.ReachedPath, name), name);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>True when there is something of that name already.</summary>
    public bool IsThere()
    {
        int error = _calls.OpenToLook(_directory, _name, out SafeFileHandle there);
        there.Dispose();
        return error == 0;
    }

    /// <summary>Writes it, in the place of what is there.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="mode">Who may read it.</param>
    /// <exception cref="ChangeException">It cannot be written; what was there is there still.</exception>
    public void Write(ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        // node_exporter reads *.prom only, and nobody knows this name beforehand.
        string temporary = $".{_name}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(RandomBytes))}";
        string temporaryPath = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path) ?? "/", temporary);
        CallFailures.Require(_calls.OpenFile(_directory, temporary, FileUse.CreateNew, out SafeFileHandle file), "be made", temporaryPath);
        try
        {
            using (file)
            {
                CallFailures.Require(_calls.Write(file, content), "be written", Path);
                CallFailures.Require(_calls.ChangeMode(file, mode), "be given its mode", Path);
                CallFailures.Require(_calls.Synchronise(file), "be written", Path);
            }

            CallFailures.Require(_calls.Rename(_directory, temporary, _name), "be put in place", Path);
        }
        catch
        {
            _calls.Remove(_directory, temporary);
            throw;
        }

        CallFailures.Require(_calls.Synchronise(_directory), "be written", Path);
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();
}
