namespace Nginx502;

/// <summary>Why a log could not be read.</summary>
public enum LogFileProblem
{
    /// <summary>The kernel said another error; its number tells.</summary>
    Other,

    /// <summary>There is no such file, or a directory on the way is missing.</summary>
    NotFound,

    /// <summary>The file may not be read, or a directory on the way not be searched.</summary>
    PermissionDenied,

    /// <summary>It is a directory.</summary>
    IsDirectory,

    /// <summary>It is no regular file but a FIFO, a device or a socket.</summary>
    NotRegular,

    /// <summary>The name is a link to a stream of the process, as in the official container images: there is no file.</summary>
    LogsToStream,

    /// <summary>Root does not follow a link, or read a file of several names, where others can make them.</summary>
    UntrustedLink,

    /// <summary>It is packed by a program whose format is not read here.</summary>
    UnknownPacking,
}
