using System.Runtime.InteropServices;

namespace Nginx502.Linux;

/// <summary>What the kernel knows of a file by name (man 2 statx); the name itself, a link is not followed.</summary>
/// <param name="Kind">The kind of the file.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="OwnerId">The owner's user number.</param>
/// <param name="GroupId">The group's number.</param>
/// <param name="LinkCount">How many names the file has.</param>
public readonly record struct FileStatus(FileKind Kind, UnixFileMode Mode, uint OwnerId, uint GroupId, uint LinkCount)
{
    private const int AtCurrentDirectory = -100;
    private const int SymlinkNoFollow = 0x100;
    private const uint BasicStats = 0x7FF;

    /// <summary>The status of a name; false when there is no such name or it may not be seen.</summary>
    public static bool TryRead(string path, out FileStatus status)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Contains('\0', StringComparison.Ordinal) || StatX(AtCurrentDirectory, path, SymlinkNoFollow, BasicStats, out StatXBuffer buffer) != 0)
        {
            status = default;
            return false;
        }

        const int kindShift = 12;
        const int modeMask = 0xFFF;
        status = new FileStatus((FileKind)(buffer.Mode >> kindShift), (UnixFileMode)(buffer.Mode & modeMask), buffer.UserId, buffer.GroupId, buffer.LinkCount);
        return true;
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int StatX(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out StatXBuffer buffer);

    // struct statx of linux/stat.h: the same on every processor.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatXBuffer
    {
        [FieldOffset(16)]
        public uint LinkCount;

        [FieldOffset(20)]
        public uint UserId;

        [FieldOffset(24)]
        public uint GroupId;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
