using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>Asks who holds a lock of records on a file (man 2 fcntl, F_GETLK), and never takes it: package managers hold one while they work.</summary>
internal static class RecordLock
{
    private const int GetLock = 5;
    private const short WriteLock = 1;
    private const short Unlocked = 2;

    /// <summary>The process that holds a lock of a file; 0 when one in another namespace does; null when nobody does, or the file is not there.</summary>
    public static int? HolderOf(string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var wanted = new Lock { Type = WriteLock };
            return Control(file, GetLock, ref wanted) == 0 && wanted.Type != Unlocked ? Math.Max(wanted.ProcessId, 0) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Control(SafeFileHandle file, int command, ref Lock value);

    // struct flock of a 64-bit machine.
    [StructLayout(LayoutKind.Sequential)]
    private struct Lock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int ProcessId;
    }
}
