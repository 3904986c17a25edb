using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>The files as one process sees them: its root, in its mount namespace (man 5 proc, /proc/PID/root).</summary>
internal static class ProcessTree
{
    // linux/nsfs.h: NS_GET_OWNER_UID.
    private const nuint GetOwnerUser = 0xB704;

    /// <summary>
    /// The tree of a process; null when this user may not see it or the process has ended. It stays that of this process, whoever
    /// gets its number.
    /// </summary>
    public static FileTree? Open(ProcessEntry process)
    {
        string path = PathOf(process.ProcessId);
        return Of(process, NativeFile.OpenRoot(path, out _)) is { } handle ? FileTree.At(handle, path, RootUserId(process)) : null;
    }

    /// <summary>The network namespace of a process, open; null when this user may not see it or the process has ended.</summary>
    public static SafeFileHandle? OpenNetwork(ProcessEntry process) =>
        Of(process, NativeFile.OpenNamespace(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.ProcessId}/ns/net"), out _));

    /// <summary>The path by which this process reaches the other's root.</summary>
    public static string PathOf(int processId) => string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/root");

    /// <summary>
    /// True when a process has the very root directory that this one has, though perhaps other mounts in it, as under systemd's
    /// PrivateTmp: then its programs are ours.
    /// </summary>
    /// <param name="procRoot">Where the kernel shows processes.</param>
    /// <param name="processId">The process.</param>
    public static bool SharesRoot(string procRoot, int processId) =>
        FileStatus.TryReadTarget(string.Create(CultureInfo.InvariantCulture, $"{procRoot}/{processId}/root/"), out FileStatus other)
        && FileStatus.TryReadTarget("/", out FileStatus own) && other.Identity == own.Identity;

    // What was opened by the number of a process is that process's if it still runs: its number is not given away before.
    private static SafeFileHandle? Of(ProcessEntry process, SafeFileHandle opened)
    {
        if (!opened.IsInvalid && ProcessTable.StartTicks(ProcessTable.DefaultRoot, process.ProcessId) == process.StartTicks)
        {
            return opened;
        }

        opened.Dispose();
        return null;
    }

    // Root of a user namespace is trusted where our root made it, as a container's engine does; anybody can make one.
    private static uint RootUserId(ProcessEntry process)
    {
        string directory = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.ProcessId}");
        string? own = ProcessTable.ReadOne(ProcessTable.DefaultRoot, Environment.ProcessId)?.UserNamespace;
        if (process.UserNamespace is null || process.UserNamespace == own)
        {
            return 0;
        }

        try
        {
            using SafeFileHandle handle = File.OpenHandle(directory + "/ns/user", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            string[] first = File.ReadLines(directory + "/uid_map").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            uint owner = uint.MaxValue;
            bool isRoots = Control(handle, GetOwnerUser, ref owner) == 0 && owner == 0;
            return isRoots && first is ["0", var outside, ..] && uint.TryParse(outside, NumberStyles.None, CultureInfo.InvariantCulture, out uint root) ? root : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return 0;
        }
    }

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(SafeFileHandle handle, nuint request, ref uint owner);
}
