using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>The entries of an open directory, as the kernel lists them (man 2 getdents64): .NET loses names that are not UTF-8.</summary>
internal static class NativeListing
{
    private const int BufferLength = 64 * 1024;

    // struct linux_dirent64: inode and offset of 8 bytes each, the entry's length, its kind, its name with a NUL.
    private const int LengthOffset = 16;
    private const int KindOffset = 18;
    private const int NameOffset = 19;

    private static readonly nint Number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 61 : 217;

    /// <summary>The names with their kinds, <c>.</c> and <c>..</c> among them; a kind is Unknown where the file system does not tell. Null with the error number when it cannot be listed.</summary>
    public static unsafe List<(string Name, FileKind Kind)>? Read(SafeFileHandle listing, out int error)
    {
        var entries = new List<(string Name, FileKind Kind)>();
        byte[] buffer = new byte[BufferLength];
        while (true)
        {
            nint length;
            fixed (byte* start = buffer)
            {
                length = SystemCall(Number, listing.DangerousGetHandle(), start, BufferLength);
            }

            error = length < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (length <= 0)
            {
                return length < 0 ? null : entries;
            }

            for (int at = 0; at < length;)
            {
                ReadOnlySpan<byte> entry = buffer.AsSpan(at, BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + LengthOffset)));
                ReadOnlySpan<byte> name = entry[NameOffset..];
                entries.Add((FileNameText.Decode(name[..name.IndexOf((byte)0)]), (FileKind)entry[KindOffset]));
                at += entry.Length;
            }
        }
    }

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static extern unsafe nint SystemCall(nint number, nint file, byte* buffer, nint size);
}
