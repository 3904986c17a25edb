using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// The file calls of the C library that .NET does not offer: opening one name relative to an open directory, without
/// following a link, without waiting for a FIFO's writer and without taking a terminal (man 2 openat).
/// </summary>
internal static class NativeFile
{
    private const int ReadOnly = 0;
    private const int NoControllingTerminal = 0x100;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int PathOnly = 0x200000;
    private const int SetStatusFlags = 4;
    private const int NoInheritedDirectory = -100;
    private const int OpenFilesResource = 7;
    private const long ProcMagic = 0x9FA0;

    // Two of the numbers are not the same on every processor (arch/arm64/include/uapi/asm/fcntl.h).
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;
    private static readonly int MustBeDirectory = IsArm ? 0x4000 : 0x10000;
    private static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    /// <summary>How many descriptors this process may have open (man 2 getrlimit, RLIMIT_NOFILE).</summary>
    public static unsafe long MaximumDescriptors
    {
        get
        {
            nuint* limits = stackalloc nuint[2];
            return GetResourceLimit(OpenFilesResource, limits) == 0 && limits[0] < int.MaxValue ? (long)limits[0] : int.MaxValue;
        }
    }

    /// <summary>The root directory, to walk from.</summary>
    public static SafeFileHandle OpenRoot() => OpenAt(NoInheritedDirectory, "/", PathOnly | MustBeDirectory | CloseOnExec);

    /// <summary>A directory inside another, to walk on; a link is not followed. Invalid with the error number when it cannot be.</summary>
    public static SafeFileHandle OpenDirectory(SafeFileHandle parent, string name, out int error) =>
        Checked(OpenAt(parent, name, PathOnly | NoFollow | MustBeDirectory | CloseOnExec), out error);

    /// <summary>A file inside a directory for reading; a link is not followed. Invalid with the error number when it cannot be.</summary>
    public static SafeFileHandle OpenForReading(SafeFileHandle parent, string name, out int error) =>
        Checked(OpenAt(parent, name, ReadOnly | NoFollow | NonBlocking | NoControllingTerminal | CloseOnExec), out error);

    /// <summary>Makes reads of an open regular file ordinary ones again.</summary>
    public static void ClearNonBlocking(SafeFileHandle handle) => _ = FileControl(handle, SetStatusFlags, 0);

    /// <summary>Where a link points, as written; null when the name is no link.</summary>
    public static unsafe string? ReadLink(SafeFileHandle parent, string name)
    {
        Span<byte> target = stackalloc byte[4096];
        fixed (byte* buffer = target)
        {
            nint length = ReadLinkAt(parent, name, buffer, target.Length);
            return length < 0 ? null : Encoding.UTF8.GetString(target[..(int)length]);
        }
    }

    /// <summary>True when a directory belongs to /proc, where links lead where no path does.</summary>
    public static unsafe bool IsOnProc(SafeFileHandle directory)
    {
        // struct statfs is at most 120 bytes, and begins with the type as a long on the 64-bit processors.
        long* status = stackalloc long[64];
        return FileSystemStatus(directory, status) == 0 && status[0] == ProcMagic;
    }

    private static SafeFileHandle Checked(SafeFileHandle handle, out int error)
    {
        error = handle.IsInvalid ? Marshal.GetLastPInvokeError() : 0;
        return handle;
    }

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static extern SafeFileHandle OpenAt(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int flags);

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static extern SafeFileHandle OpenAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int flags);

    [DllImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static extern unsafe int GetResourceLimit(int resource, nuint* limits);

    [DllImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static extern unsafe nint ReadLinkAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, byte* buffer, nint size);

    [DllImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    private static extern unsafe int FileSystemStatus(SafeFileHandle file, long* status);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int FileControl(SafeFileHandle file, int command, nint argument);
}
