using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// The file calls of the C library that .NET does not offer: opening one name relative to an open directory, without
/// following a link and without waiting for anything (man 2 openat, openat2), and what can be asked of what was opened.
/// </summary>
internal static class NativeFile
{
    private const int ReadOnly = 0;
    private const int NoControllingTerminal = 0x100;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int PathOnly = 0x200000;
    private const int SetStatusFlags = 4;
    private const int CurrentDirectory = -100;
    private const int OpenFilesResource = 7;
    private const long ProcMagic = 0x9FA0;

    // The same number on every processor, as all that came after 5.0 (include/uapi/asm-generic/unistd.h).
    private const nint OpenAt2Number = 437;

    // linux/openat2.h: no link of /proc, no link at all, nothing above the directory.
    private const ulong ResolveWithin = 0x02 | 0x04 | 0x08;

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

    /// <summary>A directory by its path, links followed, to walk from. Invalid with the error number when it cannot be.</summary>
    public static SafeFileHandle OpenRoot(string path, out int error) =>
        OpenAt(null, path, PathOnly | MustBeDirectory | CloseOnExec, isWithin: false, out error);

    /// <summary>A directory inside another, to walk on; a link is not followed. Invalid with the error number when it cannot be.</summary>
    /// <param name="parent">The directory.</param>
    /// <param name="name">One name.</param>
    /// <param name="isWithin">True for openat2, which refuses whatever would lead out of the directory.</param>
    /// <param name="error">The error number, or 0.</param>
    public static SafeFileHandle OpenDirectory(SafeFileHandle parent, string name, bool isWithin, out int error) =>
        OpenAt(parent, name, PathOnly | NoFollow | MustBeDirectory | CloseOnExec, isWithin, out error);

    /// <summary>Whatever has a name in a directory, a link itself too, to look at and not to read. Invalid with the error number when it cannot be.</summary>
    /// <param name="parent">The directory.</param>
    /// <param name="name">One name.</param>
    /// <param name="isWithin">True for openat2, which refuses whatever would lead out of the directory.</param>
    /// <param name="error">The error number, or 0.</param>
    public static SafeFileHandle OpenPath(SafeFileHandle parent, string name, bool isWithin, out int error) =>
        OpenAt(parent, name, PathOnly | NoFollow | CloseOnExec, isWithin, out error);

    /// <summary>Whatever a path leads to, links of /proc too, to look at and not to read. Invalid with the error number when it cannot be.</summary>
    public static SafeFileHandle OpenFollowing(string path, out int error) => OpenAt(null, path, PathOnly | CloseOnExec, isWithin: false, out error);

    /// <summary>A namespace of /proc/PID/ns, to enter. Invalid with the error number when it cannot be.</summary>
    public static SafeFileHandle OpenNamespace(string path, out int error) => OpenAt(null, path, ReadOnly | CloseOnExec, isWithin: false, out error);

    /// <summary>Opens for reading what a handle refers to, whatever its name leads to by now. Invalid with the error number when it cannot be.</summary>
    public static SafeFileHandle Reopen(SafeFileHandle handle, out int error) =>
        OpenAt(null, DescriptorPath(handle), ReadOnly | NonBlocking | NoControllingTerminal | CloseOnExec, isWithin: false, out error);

    /// <summary>Opens a directory for listing. Invalid with the error number when it cannot be.</summary>
    public static SafeFileHandle OpenListing(SafeFileHandle directory, out int error) =>
        OpenAt(directory, ".", ReadOnly | MustBeDirectory | CloseOnExec, isWithin: false, out error);

    /// <summary>The name under which this process can give an open file to the kernel again.</summary>
    public static string DescriptorPath(SafeFileHandle handle) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/proc/self/fd/{handle.DangerousGetHandle()}");

    /// <summary>Makes reads of an open regular file ordinary ones again.</summary>
    public static void ClearNonBlocking(SafeFileHandle handle) => _ = FileControl(handle, SetStatusFlags, 0);

    /// <summary>Where a link points, as written; null when the name is no link.</summary>
    /// <param name="parent">The directory, or the link itself with an empty name.</param>
    /// <param name="name">The link's name there.</param>
    public static unsafe string? ReadLink(SafeFileHandle parent, string name)
    {
        Span<byte> target = stackalloc byte[4096];
        fixed (byte* buffer = target)
        fixed (byte* encoded = FileNameText.ToC(name))
        {
            nint length = ReadLinkAt(parent, encoded, buffer, target.Length);
            return length < 0 ? null : FileNameText.Decode(target[..(int)length]);
        }
    }

    /// <summary>True when a directory belongs to /proc, where links lead where no path does.</summary>
    public static unsafe bool IsOnProc(SafeFileHandle directory)
    {
        // struct statfs is at most 120 bytes, and begins with the type as a long on the 64-bit processors.
        long* status = stackalloc long[64];
        return FileSystemStatus(directory, status) == 0 && status[0] == ProcMagic;
    }

    private static unsafe SafeFileHandle OpenAt(SafeFileHandle? directory, string name, int flags, bool isWithin, out int error)
    {
        bool isHeld = false;
        try
        {
            directory?.DangerousAddRef(ref isHeld);
            int from = directory is null ? CurrentDirectory : (int)directory.DangerousGetHandle();
            fixed (byte* encoded = FileNameText.ToC(name))
            {
                var how = new OpenHow { Flags = (uint)flags, Resolve = ResolveWithin };
                nint descriptor = isWithin ? SystemCall(OpenAt2Number, from, encoded, &how, sizeof(OpenHow)) : OpenAt(from, encoded, flags);
                error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
                return new SafeFileHandle(descriptor, ownsHandle: true);
            }
        }
        finally
        {
            if (isHeld)
            {
                directory!.DangerousRelease();
            }
        }
    }

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static extern unsafe int OpenAt(int directory, byte* name, int flags);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static extern unsafe nint SystemCall(nint number, nint directory, byte* name, OpenHow* how, nint size);

    [DllImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static extern unsafe int GetResourceLimit(int resource, nuint* limits);

    [DllImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static extern unsafe nint ReadLinkAt(SafeFileHandle directory, byte* name, byte* buffer, nint size);

    [DllImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    private static extern unsafe int FileSystemStatus(SafeFileHandle file, long* status);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int FileControl(SafeFileHandle file, int command, nint argument);

    // struct open_how of linux/openat2.h.
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }
}
