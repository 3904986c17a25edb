using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>The calls of the kernel itself. A call that a signal interrupted is made again.</summary>
internal sealed unsafe class FileCalls : IFileCalls
{
    private const int WriteOnly = 1;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int NoControllingTerminal = 0x100;
    private const int AppendFlag = 0x400;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int PathOnly = 0x200000;
    private const int OwnerReadWrite = 0x180;
    private const int OwnerAll = 0x1C0;
    private const int WriteAndSearch = 3;
    private const int EffectiveUser = 0x200;
    private const int RemoveDirectoryFlag = 0x200;
    private const int EmptyPath = 0x1000;
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockWithoutWaiting = 4;
    private const ulong MountRootAttribute = 0x2000;
    private const int ExchangeFlag = 2;

    // XATTR_SIZE_MAX and XATTR_LIST_MAX of linux/limits.h.
    private const int LongestAttribute = 65536;

    // Both are not the same on every processor (arch/arm64/include/uapi/asm/fcntl.h).
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;
    private static readonly int MustBeDirectory = IsArm ? 0x4000 : 0x10000;
    private static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    // _IOR('f', 1, long) of linux/fs.h.
    private static readonly nuint GetFlagsRequest = sizeof(nint) == 8 ? 0x80086601u : 0x80046601u;

    // musl has no renameat2: the call is made by its number (asm/unistd.h).
    private static readonly nint RenameExchangeNumber = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 316,
        Architecture.Arm64 => 276,
        Architecture.Arm => 382,
        Architecture.X86 => 353,
        _ => -1,
    };

    /// <summary>The kernel.</summary>
    public static FileCalls Kernel { get; } = new();

    /// <summary>The user whose rights this process has.</summary>
    public static uint UserId => NativeFileCalls.EffectiveUserId();

    /// <inheritdoc/>
    public int OpenRoot(out SafeFileHandle handle) => Open(null, "/", PathOnly | MustBeDirectory, out handle);

    /// <inheritdoc/>
    public int OpenDirectory(SafeFileHandle parent, string name, out SafeFileHandle handle) =>
        Open(parent, name, MustBeDirectory, out handle);

    /// <inheritdoc/>
    public int OpenToLook(SafeFileHandle directory, string name, out SafeFileHandle handle) =>
        Open(directory, name, PathOnly, out handle);

    /// <inheritdoc/>
    public int OpenFile(SafeFileHandle directory, string name, FileUse use, out SafeFileHandle handle)
    {
        int flags = use switch
        {
            FileUse.CreateNew => WriteOnly | Create | Exclusive,
            FileUse.Overwrite => WriteOnly,
            FileUse.Append => WriteOnly | Create | AppendFlag,
            _ => 0,
        };
        return Open(directory, name, flags | NonBlocking | NoControllingTerminal, out handle);
    }

    /// <inheritdoc/>
    public int ReadLink(SafeFileHandle directory, string name, out string target)
    {
        Span<byte> bytes = stackalloc byte[4096];
        fixed (byte* buffer = bytes)
        {
            nint length = NativeFileCalls.ReadLinkAt(directory, name, buffer, bytes.Length);
            target = length > 0 ? Encoding.UTF8.GetString(bytes[..(int)length]) : string.Empty;
            return length < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    /// <inheritdoc/>
    public int Names(SafeFileHandle directory, out IReadOnlyList<string> names)
    {
        try
        {
            names = Directory.EnumerateFileSystemEntries($"/proc/self/fd/{directory.DangerousGetHandle()}/").Select(path => Path.GetFileName(path)).ToArray();
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            names = [];
            return FileError.PermissionDenied;
        }
    }

    /// <inheritdoc/>
    public int Status(SafeFileHandle handle, out FileStatus status) =>
        FileStatus.TryRead(handle, out status) ? 0 : Marshal.GetLastPInvokeError();

    /// <inheritdoc/>
    public int IsMountPoint(SafeFileHandle handle, out bool isMountPoint)
    {
        // struct statx has 256 bytes, and its attributes from the ninth on.
        ulong* buffer = stackalloc ulong[32];
        int result = NativeFileCalls.StatX(handle, "", EmptyPath, 0, buffer);
        isMountPoint = result == 0 && (buffer[1] & MountRootAttribute) != 0;
        return result == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <inheritdoc/>
    public int Flags(SafeFileHandle file, out FileFlags flags)
    {
        nint value = 0;
        int error = NativeFileCalls.InputOutputControl(file, GetFlagsRequest, &value) == 0 ? 0 : Marshal.GetLastPInvokeError();
        flags = (FileFlags)(int)value & (FileFlags.Immutable | FileFlags.AppendOnly);
        return error is FileError.NotSupportedByDevice or FileError.NotSupported or FileError.NoSuchCall or FileError.InvalidArgument ? 0 : error;
    }

    /// <inheritdoc/>
    public int MayChangeNames(SafeFileHandle directory) =>
        NativeFileCalls.AccessAt(directory, ".", WriteAndSearch, EffectiveUser) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <inheritdoc/>
    public int Read(SafeFileHandle file, Span<byte> buffer, long offset, out int count)
    {
        fixed (byte* start = buffer)
        {
            nint read;
            do
            {
                read = NativeFileCalls.ReadAtOffset(file, start, buffer.Length, offset);
            }
            while (read < 0 && IsInterrupted());

            count = (int)Math.Max(read, 0);
            return read < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    /// <inheritdoc/>
    public int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (int done = 0; done < bytes.Length;)
            {
                nint written = NativeFileCalls.WriteNext(file, start + done, bytes.Length - done);
                if (written < 0 && !IsInterrupted())
                {
                    return Marshal.GetLastPInvokeError();
                }

                done += (int)Math.Max(written, 0);
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public int Truncate(SafeFileHandle file, long length) => Repeat(() => NativeFileCalls.SetLength(file, length));

    /// <inheritdoc/>
    public int Synchronise(SafeFileHandle handle) => Repeat(() => NativeFileCalls.SynchroniseFile(handle));

    /// <inheritdoc/>
    public int ChangeOwner(SafeFileHandle file, uint owner, uint group) => Repeat(() => NativeFileCalls.SetOwner(file, owner, group));

    /// <inheritdoc/>
    public int ChangeMode(SafeFileHandle file, UnixFileMode mode) => Repeat(() => NativeFileCalls.SetMode(file, (uint)mode));

    /// <inheritdoc/>
    public int AttributeNames(SafeFileHandle file, out IReadOnlyList<string> names)
    {
        byte[] buffer = new byte[LongestAttribute];
        fixed (byte* start = buffer)
        {
            nint length = NativeFileCalls.ListAttributes(file, start, buffer.Length);
            names = length > 0 ? Encoding.UTF8.GetString(buffer, 0, (int)length).TrimEnd('\0').Split('\0') : [];
            int error = length < 0 ? Marshal.GetLastPInvokeError() : 0;
            return error == FileError.NotSupported ? 0 : error;
        }
    }

    /// <inheritdoc/>
    public int ReadAttribute(SafeFileHandle file, string name, out byte[] value)
    {
        byte[] buffer = new byte[LongestAttribute];
        fixed (byte* start = buffer)
        {
            nint length = NativeFileCalls.GetAttribute(file, name, start, buffer.Length);
            value = length > 0 ? buffer[..(int)length] : [];
            return length < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    /// <inheritdoc/>
    public int WriteAttribute(SafeFileHandle file, string name, ReadOnlySpan<byte> value)
    {
        fixed (byte* start = value)
        {
            return NativeFileCalls.SetAttribute(file, name, start, value.Length, 0) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
    }

    /// <inheritdoc/>
    public int RemoveAttribute(SafeFileHandle file, string name) => Repeat(() => NativeFileCalls.DeleteAttribute(file, name));

    /// <inheritdoc/>
    public int Exchange(SafeFileHandle directory, string name, string other) => RenameExchangeNumber < 0
        ? FileError.NoSuchCall
        : Repeat(() => (int)NativeFileCalls.RenameAt2(RenameExchangeNumber, directory, name, directory, other, ExchangeFlag));

    /// <inheritdoc/>
    public int Rename(SafeFileHandle directory, string from, string to) => Repeat(() => NativeFileCalls.RenameAt(directory, from, directory, to));

    /// <inheritdoc/>
    public int Remove(SafeFileHandle directory, string name) => Repeat(() => NativeFileCalls.UnlinkAt(directory, name, 0));

    /// <inheritdoc/>
    public int RemoveDirectory(SafeFileHandle parent, string name) => Repeat(() => NativeFileCalls.UnlinkAt(parent, name, RemoveDirectoryFlag));

    /// <inheritdoc/>
    public int MakeDirectory(SafeFileHandle parent, string name) => Repeat(() => NativeFileCalls.MakeDirectoryAt(parent, name, OwnerAll));

    /// <inheritdoc/>
    public int Lock(SafeFileHandle file, bool isShared) => Repeat(() => NativeFileCalls.FileLock(file, (isShared ? LockShared : LockExclusive) | LockWithoutWaiting));

    private static int Open(SafeFileHandle? parent, string name, int flags, out SafeFileHandle handle)
    {
        const int currentDirectory = -100;
        do
        {
            handle = parent is null
                ? NativeFileCalls.OpenAt(currentDirectory, name, flags | NoFollow | CloseOnExec, OwnerReadWrite)
                : NativeFileCalls.OpenAt(parent, name, flags | NoFollow | CloseOnExec, OwnerReadWrite);
        }
        while (handle.IsInvalid && IsInterrupted());

        return handle.IsInvalid ? Marshal.GetLastPInvokeError() : 0;
    }

    private static int Repeat(Func<int> call)
    {
        int result;
        do
        {
            result = call();
        }
        while (result < 0 && IsInterrupted());

        return result < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    private static bool IsInterrupted() => Marshal.GetLastPInvokeError() == FileError.Interrupted;
}
