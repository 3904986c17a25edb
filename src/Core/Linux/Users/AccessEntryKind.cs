namespace Nginx502.Linux;

/// <summary>Whom an entry of an access list is for, by the kernel's tags (linux/posix_acl.h).</summary>
public enum AccessEntryKind
{
    /// <summary>The owner.</summary>
    Owner = 0x01,

    /// <summary>A user by number.</summary>
    User = 0x02,

    /// <summary>The file's group.</summary>
    OwningGroup = 0x04,

    /// <summary>A group by number.</summary>
    Group = 0x08,

    /// <summary>The most that groups and named users may have.</summary>
    Mask = 0x10,

    /// <summary>All others.</summary>
    Other = 0x20,
}
