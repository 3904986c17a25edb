using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// All system calls by which files are changed. Each names a file by an open directory and one name in it, or by an open
/// handle, follows no link, and gives the kernel's error number, 0 when it succeeded. Tests stand in for it: they let a call fail, or end the process there.
/// </summary>
internal interface IFileCalls
{
    /// <summary>The root directory, to walk from.</summary>
    int OpenRoot(out SafeFileHandle handle);

    /// <summary>A directory inside another, to list and to synchronise; <c>.</c> is the directory itself.</summary>
    int OpenDirectory(SafeFileHandle parent, string name, out SafeFileHandle handle);

    /// <summary>A name inside a directory, whatever it is: to ask for its status, and to walk on where it is a directory.</summary>
    int OpenToLook(SafeFileHandle directory, string name, out SafeFileHandle handle);

    /// <summary>A file inside a directory. No FIFO is waited for and no terminal is taken.</summary>
    int OpenFile(SafeFileHandle directory, string name, FileUse use, out SafeFileHandle handle);

    /// <summary>Where a link points, as written in it.</summary>
    int ReadLink(SafeFileHandle directory, string name, out string target);

    /// <summary>The names in a directory, without <c>.</c> and <c>..</c>.</summary>
    int Names(SafeFileHandle directory, out IReadOnlyList<string> names);

    /// <summary>The status of what is open.</summary>
    int Status(SafeFileHandle handle, out FileStatus status);

    /// <summary>True when what is open is where something is mounted (man 2 statx, STATX_ATTR_MOUNT_ROOT).</summary>
    int IsMountPoint(SafeFileHandle handle, out bool isMountPoint);

    /// <summary>The flags that chattr sets (man 2 ioctl_iflags); 0 on a file system without them.</summary>
    int Flags(SafeFileHandle file, out FileFlags flags);

    /// <summary>No error when this user may make and remove names in a directory.</summary>
    int MayChangeNames(SafeFileHandle directory);

    /// <summary>Reads bytes at an offset; none at the end.</summary>
    int Read(SafeFileHandle file, Span<byte> buffer, long offset, out int count);

    /// <summary>Writes all bytes behind those written before; behind the end for a file opened to append.</summary>
    int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes);

    /// <summary>Cuts a file to a length.</summary>
    int Truncate(SafeFileHandle file, long length);

    /// <summary>Waits until what was written is on the disk.</summary>
    int Synchronise(SafeFileHandle handle);

    /// <summary>Gives a file to an owner and a group.</summary>
    int ChangeOwner(SafeFileHandle file, uint owner, uint group);

    /// <summary>Sets the permission bits.</summary>
    int ChangeMode(SafeFileHandle file, UnixFileMode mode);

    /// <summary>The names of the extended attributes, access lists and security labels among them; empty on a file system without.</summary>
    int AttributeNames(SafeFileHandle file, out IReadOnlyList<string> names);

    /// <summary>The value of an extended attribute.</summary>
    int ReadAttribute(SafeFileHandle file, string name, out byte[] value);

    /// <summary>Sets an extended attribute.</summary>
    int WriteAttribute(SafeFileHandle file, string name, ReadOnlySpan<byte> value);

    /// <summary>Takes an extended attribute away.</summary>
    int RemoveAttribute(SafeFileHandle file, string name);

    /// <summary>Exchanges two names in one directory at once (man 2 renameat2, RENAME_EXCHANGE).</summary>
    int Exchange(SafeFileHandle directory, string name, string other);

    /// <summary>Gives a name in a directory another one; what had that is gone.</summary>
    int Rename(SafeFileHandle directory, string from, string to);

    /// <summary>Removes a name of a file.</summary>
    int Remove(SafeFileHandle directory, string name);

    /// <summary>Removes an empty directory.</summary>
    int RemoveDirectory(SafeFileHandle parent, string name);

    /// <summary>Makes a directory that only its owner may enter.</summary>
    int MakeDirectory(SafeFileHandle parent, string name);

    /// <summary>Locks a file against other openings of it, without waiting (man 2 flock); ended by closing, and by the end of the process.</summary>
    int Lock(SafeFileHandle file, bool isShared);
}
