using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>What the kernel knows of a file (man 2 statx).</summary>
/// <param name="Kind">The kind of the file.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="OwnerId">The owner's user number.</param>
/// <param name="GroupId">The group's number.</param>
/// <param name="LinkCount">How many names the file has.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Identity">Which file it is.</param>
/// <param name="BirthTime">When it was made, UTC: a copy is made when it is copied. Null when the file system does not keep it.</param>
/// <param name="LastWriteTime">When its content was last changed, UTC. Whoever may write to it can set this.</param>
public readonly record struct FileStatus(
    FileKind Kind,
    UnixFileMode Mode,
    uint OwnerId,
    uint GroupId,
    uint LinkCount,
    long Length,
    FileIdentity Identity,
    DateTime? BirthTime,
    DateTime LastWriteTime)
{
    private const int AtCurrentDirectory = -100;
    private const int SymlinkNoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BirthTimeMask = 0x800;
    private const uint MountIdMask = 0x1000;
    private const uint WantedStats = 0x7FF | BirthTimeMask | MountIdMask;

    // Whoever makes a file gives it its owner and mode at once.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(2);

    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>The mount that it was reached through, as /proc/self/mountinfo numbers it; null before Linux 5.8.</summary>
    internal ulong? MountId { get; init; }

    /// <summary>When its content, owner, mode or a name of it was last changed, UTC: nobody can set this.</summary>
    internal DateTime ChangeTime { get; init; }

    /// <summary>When its owner, group, mode, access list or name was changed after its content, UTC; null when its content was changed last, and nobody can tell.</summary>
    internal DateTime? RightsChangeTime => ChangeTime - LastWriteTime > SameMoment ? ChangeTime : null;

    /// <summary>
    /// True when it is root's and neither a group nor all others may write to it; an access list shows in the group's bits.
    /// A link's own mode means nothing: its directory says who can replace it.
    /// </summary>
    public bool IsWritableByRootAlone => IsWritableByAlone(0);

    /// <summary>True when it belongs to a user, or to root, and nobody else may write to it: root of a user namespace has a number of its own.</summary>
    internal bool IsWritableByAlone(uint userId) =>
        (OwnerId == 0 || OwnerId == userId) && (Kind == FileKind.SymbolicLink || (Mode & WritableByOthers) == 0);

    /// <summary>The status of a name itself, a link is not followed; false when there is no such name or it may not be seen.</summary>
    public static bool TryRead(string path, out FileStatus status) => TryRead(path, SymlinkNoFollow, out status);

    /// <summary>The status of what a name leads to, links followed; false when there is no such file or it may not be seen.</summary>
    public static bool TryReadTarget(string path, out FileStatus status) => TryRead(path, 0, out status);

    private static bool TryRead(string path, int flags, out FileStatus status)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Contains('\0', StringComparison.Ordinal) || StatX(AtCurrentDirectory, path, flags, WantedStats, out StatXBuffer buffer) != 0)
        {
            status = default;
            return false;
        }

        status = buffer.ToStatus();
        return true;
    }

    /// <summary>The status of an open file; false when the kernel does not tell (a network file system that is away).</summary>
    public static bool TryRead(SafeFileHandle handle, out FileStatus status)
    {
        ArgumentNullException.ThrowIfNull(handle);
        if (StatX(handle, "", EmptyPath, WantedStats, out StatXBuffer buffer) != 0)
        {
            status = default;
            return false;
        }

        status = buffer.ToStatus();
        return true;
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int StatX(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out StatXBuffer buffer);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int StatX(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out StatXBuffer buffer);

    // struct statx of linux/stat.h: the same on every processor.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatXBuffer
    {
        [FieldOffset(0)]
        public uint Mask;

        [FieldOffset(16)]
        public uint LinkCount;

        [FieldOffset(20)]
        public uint UserId;

        [FieldOffset(24)]
        public uint GroupId;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Length;

        [FieldOffset(80)]
        public long BirthSeconds;

        [FieldOffset(88)]
        public uint BirthNanoseconds;

        [FieldOffset(96)]
        public long ChangeSeconds;

        [FieldOffset(104)]
        public uint ChangeNanoseconds;

        [FieldOffset(112)]
        public long WriteSeconds;

        [FieldOffset(120)]
        public uint WriteNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;

        [FieldOffset(144)]
        public ulong MountNumber;

        // A damaged file system may tell a time that no calendar has, and some tell 0 for none.
        private static DateTime? Time(long seconds, uint nanoseconds)
        {
            const long lastSecond = 253_402_300_799;
            return seconds is > 0 and <= lastSecond
                ? DateTime.UnixEpoch.AddSeconds(seconds).AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick)
                : null;
        }

        public readonly FileStatus ToStatus()
        {
            const int kindShift = 12;
            const int modeMask = 0xFFF;
            return new FileStatus(
                (FileKind)(Mode >> kindShift),
                (UnixFileMode)(Mode & modeMask),
                UserId,
                GroupId,
                LinkCount,
                (long)Length,
                new FileIdentity(DeviceMajor, DeviceMinor, Inode),
                (Mask & BirthTimeMask) != 0 ? Time(BirthSeconds, BirthNanoseconds) : null,
                Time(WriteSeconds, WriteNanoseconds) ?? DateTime.UnixEpoch)
            {
                MountId = (Mask & MountIdMask) != 0 ? MountNumber : null,
                ChangeTime = Time(ChangeSeconds, ChangeNanoseconds) ?? DateTime.UnixEpoch,
            };
        }
    }
}
