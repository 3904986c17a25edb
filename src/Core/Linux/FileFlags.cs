namespace Nginx502.Linux;

/// <summary>The flags of a file that chattr(1) sets and that forbid to change it, by their bits (linux/fs.h, FS_*_FL).</summary>
[Flags]
internal enum FileFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Nobody may change it, root included: <c>chattr +i</c>.</summary>
    Immutable = 0x10,

    /// <summary>It may only be added to: <c>chattr +a</c>.</summary>
    AppendOnly = 0x20,
}
