using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// The file of a unix socket, held by a handle that is for looking only (O_PATH|O_NOFOLLOW): whatever its name leads to later, what is
/// changed is what was looked at.
/// </summary>
internal sealed class SocketFile : IDisposable
{
    // fcntl.h: the empty path means the handle itself.
    private const int EmptyPath = 0x1000;
    private const uint Unchanged = uint.MaxValue;

    private readonly SafeFileHandle _handle;

    private SocketFile(SafeFileHandle handle, FileStatus status) => (_handle, Identity) = (handle, status.Identity);

    /// <summary>Device and number of the file.</summary>
    public FileIdentity Identity { get; }

    /// <summary>Opens it; null with the reason, words that follow the path, when there is none. A link at the end of the path is not followed.</summary>
    /// <param name="files">The files as the program that listens sees them.</param>
    /// <param name="path">The full path in these.</param>
    /// <param name="problem">The reason; null with a result.</param>
    public static SocketFile? Open(FileTree files, string path, out string? problem)
    {
        FileOpening found = files.Locate(path, followsLast: false);
        problem = found.Handle is null ? FileOpeningReasons.Explain(found.Failure)
            : found.Status.Kind == FileKind.SymbolicLink ? "is a link, which is not followed: it could be led elsewhere meanwhile"
            : found.Status.Kind != FileKind.Socket ? "is no socket"
            : null;
        if (problem is null)
        {
            return new SocketFile(found.Handle!, found.Status);
        }

        found.Handle?.Dispose();
        return null;
    }

    /// <summary>Who may do what with it; null when the kernel does not tell.</summary>
    public FileAccessRule? Access() => FileAccessRule.Of(_handle);

    /// <summary>Sets owner, group and mode; the error number, or 0. The mode comes last, so that it is never open to those who had it before.</summary>
    public int Set(SocketRights rights)
    {
        if (FileStatus.TryRead(_handle, out FileStatus status) && (status.OwnerId != rights.OwnerId || status.GroupId != rights.GroupId))
        {
            uint owner = status.OwnerId == rights.OwnerId ? Unchanged : rights.OwnerId;
            uint group = status.GroupId == rights.GroupId ? Unchanged : rights.GroupId;
            if (ChangeOwner(_handle, string.Empty, owner, group, EmptyPath) != 0)
            {
                return Marshal.GetLastPInvokeError();
            }
        }

        return ChangeMode(NativeFile.DescriptorPath(_handle), rights.Mode) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    [DllImport("libc", EntryPoint = "fchownat", SetLastError = true)]
    private static extern int ChangeOwner(SafeFileHandle handle, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group, int flags);

    [DllImport("libc", EntryPoint = "chmod", SetLastError = true)]
    private static extern int ChangeMode([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
