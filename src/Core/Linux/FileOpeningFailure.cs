namespace Nginx502.Linux;

/// <summary>Why a file was not opened.</summary>
public enum FileOpeningFailure
{
    /// <summary>The kernel said another error; its number tells.</summary>
    Other,

    /// <summary>A name on the way is not there.</summary>
    NotFound,

    /// <summary>A directory on the way may not be searched, or the file not read.</summary>
    PermissionDenied,

    /// <summary>It is a directory.</summary>
    IsDirectory,

    /// <summary>It is a FIFO, a device or a socket.</summary>
    NotRegular,

    /// <summary>It leads to a stream of the process that opens it: <c>/dev/stdout</c>, <c>/dev/stderr</c>, <c>/dev/fd/…</c>.</summary>
    ProcessStream,

    /// <summary>A link lies where others than root can put links, and root would follow it.</summary>
    UntrustedLink,

    /// <summary>The file has several names, and lies where others than root can give a secret another name.</summary>
    UntrustedHardLink,

    /// <summary>A link of /proc leads where no path does, as into another root.</summary>
    MagicLink,

    /// <summary>The links lead in a circle, or there are more than 40.</summary>
    TooManyLinks,

    /// <summary>The kernel has no openat2 (it came with 5.6), and files under another root are opened with nothing less.</summary>
    NotSupported,
}
