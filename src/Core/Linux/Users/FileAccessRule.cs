using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// Who may do what with a file: its owner, group, mode and access list, judged as the kernel does (fs/namei.c, generic_permission). It
/// explains; what is true, the kernel says when it is asked (security modules are not seen here).
/// </summary>
/// <param name="OwnerId">The owner's number.</param>
/// <param name="GroupId">The group's number.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="AccessList">The entries of the access list; empty without one.</param>
public sealed record FileAccessRule(uint OwnerId, uint GroupId, UnixFileMode Mode, IReadOnlyList<AccessEntry> AccessList)
{
    /// <summary>The right to search a directory or to run a file.</summary>
    public const int Search = 1;

    /// <summary>The right to write; to connect to a unix socket takes it.</summary>
    public const int Write = 2;

    /// <summary>The right to read.</summary>
    public const int Read = 4;

    private const string AttributeName = "system.posix_acl_access";
    private const int Version = 2;
    private const int HeaderBytes = 4;
    private const int EntryBytes = 8;
    private const int MaximumBytes = 65536;

    /// <summary>True when a process may do it. Root may do all here.</summary>
    /// <param name="userId">The process's user.</param>
    /// <param name="groupIds">Its groups, the main one too.</param>
    /// <param name="rights">What it wants, added up.</param>
    public bool Allows(uint userId, IReadOnlyCollection<uint> groupIds, int rights)
    {
        ArgumentNullException.ThrowIfNull(groupIds);
        const int ownerShift = 6;
        const int groupShift = 3;
        if (userId == 0)
        {
            return true;
        }

        if (userId == OwnerId)
        {
            return Covers((int)Mode >> ownerShift, rights);
        }

        return AccessList.Count > 0
            ? AllowsByList(userId, groupIds, rights)
            : Covers(groupIds.Contains(GroupId) ? (int)Mode >> groupShift : (int)Mode, rights);
    }

    /// <summary>The rule of what a handle refers to; null when the kernel does not tell.</summary>
    internal static FileAccessRule? Of(SafeFileHandle handle) =>
        FileStatus.TryRead(handle, out FileStatus status) ? new FileAccessRule(status.OwnerId, status.GroupId, status.Mode, ReadList(handle)) : null;

    /// <summary>The entries of an access list as the kernel writes it; empty when it is none.</summary>
    internal static IReadOnlyList<AccessEntry> Parse(ReadOnlySpan<byte> attribute)
    {
        var entries = new List<AccessEntry>();
        if (attribute.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(attribute) != Version)
        {
            return entries;
        }

        for (int at = HeaderBytes; at + EntryBytes <= attribute.Length; at += EntryBytes)
        {
            var kind = (AccessEntryKind)BinaryPrimitives.ReadUInt16LittleEndian(attribute[at..]);
            uint id = BinaryPrimitives.ReadUInt32LittleEndian(attribute[(at + 4)..]);
            entries.Add(new AccessEntry(kind, BinaryPrimitives.ReadUInt16LittleEndian(attribute[(at + 2)..]), kind is AccessEntryKind.User or AccessEntryKind.Group ? id : null));
        }

        return entries;
    }

    // fs/posix_acl.c, posix_acl_permission: a named user's entry decides alone; of the groups one that allows it is enough.
    private bool AllowsByList(uint userId, IReadOnlyCollection<uint> groupIds, int rights)
    {
        int mask = AccessList.Where(entry => entry.Kind == AccessEntryKind.Mask).Select(entry => (int?)entry.Rights).FirstOrDefault() ?? (Read | Write | Search);
        foreach (AccessEntry entry in AccessList.Where(entry => entry.Kind == AccessEntryKind.User && entry.Id == userId))
        {
            return Covers(entry.Rights & mask, rights);
        }

        AccessEntry[] groups = [.. AccessList.Where(entry => (entry.Kind == AccessEntryKind.OwningGroup && groupIds.Contains(GroupId)) || (entry.Kind == AccessEntryKind.Group && groupIds.Contains(entry.Id!.Value)))];
        return groups.Length > 0
            ? groups.Any(entry => Covers(entry.Rights & mask, rights))
            : AccessList.Any(entry => entry.Kind == AccessEntryKind.Other && Covers(entry.Rights, rights));
    }

    private static bool Covers(int granted, int wanted) => (granted & wanted) == wanted;

    private static unsafe IReadOnlyList<AccessEntry> ReadList(SafeFileHandle handle)
    {
        // By its number in /proc: a handle that is for looking only takes no fgetxattr.
        byte[] buffer = new byte[MaximumBytes];
        fixed (byte* path = FileNameText.ToC(NativeFile.DescriptorPath(handle)), name = FileNameText.ToC(AttributeName), value = buffer)
        {
            nint length = GetAttribute(path, name, value, buffer.Length);
            return length > 0 ? Parse(buffer.AsSpan(0, (int)length)) : [];
        }
    }

    [DllImport("libc", EntryPoint = "getxattr", SetLastError = true)]
    private static extern unsafe nint GetAttribute(byte* path, byte* name, byte* value, nint size);
}
