using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>The functions of the C library by which files are changed, each by an open directory or an open file (man 2 openat, man 7 xattr).</summary>
internal static unsafe class NativeFileCalls
{
    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static extern SafeFileHandle OpenAt(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int flags, int mode);

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static extern SafeFileHandle OpenAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int flags, int mode);

    [DllImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    public static extern nint ReadLinkAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, byte* buffer, nint size);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static extern int StatX(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, ulong* buffer);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static extern int InputOutputControl(SafeFileHandle file, nuint request, nint* value);

    [DllImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    public static extern int AccessAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int rights, int flags);

    [DllImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static extern nint ReadAtOffset(SafeFileHandle file, byte* buffer, nint size, long offset);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    public static extern nint WriteNext(SafeFileHandle file, byte* bytes, nint size);

    [DllImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static extern int SetLength(SafeFileHandle file, long length);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static extern int SynchroniseFile(SafeFileHandle handle);

    [DllImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static extern int SetOwner(SafeFileHandle file, uint owner, uint group);

    [DllImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static extern int SetMode(SafeFileHandle file, uint mode);

    [DllImport("libc", EntryPoint = "flistxattr", SetLastError = true)]
    public static extern nint ListAttributes(SafeFileHandle file, byte* names, nint size);

    [DllImport("libc", EntryPoint = "fgetxattr", SetLastError = true)]
    public static extern nint GetAttribute(SafeFileHandle file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, byte* value, nint size);

    [DllImport("libc", EntryPoint = "fsetxattr", SetLastError = true)]
    public static extern int SetAttribute(SafeFileHandle file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, byte* value, nint size, int flags);

    [DllImport("libc", EntryPoint = "fremovexattr", SetLastError = true)]
    public static extern int DeleteAttribute(SafeFileHandle file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static extern nint RenameAt2(
        nint number, SafeFileHandle from, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, SafeFileHandle to, [MarshalAs(UnmanagedType.LPUTF8Str)] string other, nint flags);

    [DllImport("libc", EntryPoint = "renameat", SetLastError = true)]
    public static extern int RenameAt(
        SafeFileHandle from, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, SafeFileHandle to, [MarshalAs(UnmanagedType.LPUTF8Str)] string other);

    [DllImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static extern int UnlinkAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int flags);

    [DllImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    public static extern int MakeDirectoryAt(SafeFileHandle parent, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int mode);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static extern int FileLock(SafeFileHandle file, int operation);

    [DllImport("libc", EntryPoint = "geteuid")]
    public static extern uint EffectiveUserId();
}
