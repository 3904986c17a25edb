using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>How full a file system is (man 3 statvfs).</summary>
/// <param name="TotalBytes">Its size.</param>
/// <param name="FreeBytes">What is free, that which is kept for root among it.</param>
/// <param name="AvailableBytes">What others than root can still write.</param>
/// <param name="TotalInodes">How many files it can hold; 0 where it makes room for more as it goes (btrfs, XFS partly).</param>
/// <param name="FreeInodes">How many more.</param>
/// <param name="IsReadOnly">True when nothing can be written there.</param>
internal sealed record FileSystemUse(long TotalBytes, long FreeBytes, long AvailableBytes, long TotalInodes, long FreeInodes, bool IsReadOnly)
{
    private const ulong ReadOnlyFlag = 1;

    /// <summary>Asks for the file system of an open file; null when it does not tell.</summary>
    public static FileSystemUse? Read(SafeFileHandle handle)
    {
        if (Status(handle, out StatVfs status) != 0)
        {
            return null;
        }

        ulong unit = status.FragmentBytes == 0 ? status.BlockBytes : status.FragmentBytes;
        return new FileSystemUse(
            Bytes(status.Blocks, unit), Bytes(status.FreeBlocks, unit), Bytes(status.AvailableBlocks, unit), Whole(status.Files), Whole(status.FreeFiles), (status.Flags & ReadOnlyFlag) != 0);
    }

    private static long Bytes(ulong blocks, ulong unit) => Whole(unit > 0 && blocks > long.MaxValue / unit ? long.MaxValue : blocks * unit);

    private static long Whole(ulong number) => (long)Math.Min(number, long.MaxValue);

    [DllImport("libc", EntryPoint = "fstatvfs", SetLastError = true)]
    private static extern int Status(SafeFileHandle handle, out StatVfs status);

    // struct statvfs of 64-bit processors; both C libraries keep room behind it.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatVfs
    {
        [FieldOffset(0)]
        public ulong BlockBytes;

        [FieldOffset(8)]
        public ulong FragmentBytes;

        [FieldOffset(16)]
        public ulong Blocks;

        [FieldOffset(24)]
        public ulong FreeBlocks;

        [FieldOffset(32)]
        public ulong AvailableBlocks;

        [FieldOffset(40)]
        public ulong Files;

        [FieldOffset(48)]
        public ulong FreeFiles;

        [FieldOffset(72)]
        public ulong Flags;
    }
}
