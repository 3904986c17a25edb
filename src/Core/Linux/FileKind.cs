namespace Nginx502.Linux;

/// <summary>The kinds of file, by their numbers in a file's mode (man 7 inode).</summary>
public enum FileKind
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>A named pipe.</summary>
    Fifo = 1,

    /// <summary>A character device, as a terminal.</summary>
    CharacterDevice = 2,

    /// <summary>A directory.</summary>
    Directory = 4,

    /// <summary>A block device.</summary>
    BlockDevice = 6,

    /// <summary>A regular file.</summary>
    Regular = 8,

    /// <summary>A symbolic link.</summary>
    SymbolicLink = 10,

    /// <summary>A unix socket.</summary>
    Socket = 12,
}
