namespace Nginx502.Linux;

/// <summary>Why a file was not opened, in words.</summary>
public static class FileOpeningReasons
{
    /// <summary>The reason, in words that follow the path: "is not there".</summary>
    public static string Explain(FileOpeningFailure? failure) => failure switch
    {
        FileOpeningFailure.NotFound => "is not there",
        FileOpeningFailure.PermissionDenied => "may not be read by this user",
        FileOpeningFailure.IsDirectory => "is a directory",
        FileOpeningFailure.NotRegular or FileOpeningFailure.ProcessStream => "is not a regular file",
        FileOpeningFailure.UntrustedLink or FileOpeningFailure.UntrustedHardLink or FileOpeningFailure.MagicLink =>
            "is not read as root: it is reached by a link that others than root could have made",
        FileOpeningFailure.TooManyLinks => "is not there: its links lead in a circle",
        FileOpeningFailure.NotSupported => "is not read: this kernel has no openat2 (it came with 5.6), without which files under another root cannot be opened safely",
        _ => "cannot be read",
    };
}
