using System.Management.Automation;
using Nginx502.Linux;

namespace Nginx502.Pipeline;

/// <summary>Errors about snapshots, saved and given.</summary>
internal static partial class Errors
{
    /// <summary>A file of a snapshot that was not opened.</summary>
    public static ErrorRecord SnapshotNotOpened(string path, FileOpening opening) => opening.Failure switch
    {
        FileOpeningFailure.NotFound or FileOpeningFailure.TooManyLinks => PathNotFound(path),
        FileOpeningFailure.PermissionDenied => Create(
            "InsufficientPrivilege", ErrorCategory.PermissionDenied, path, $"'{path}' may not be read by this user.", "Run it as root, or as the owner of the file: snapshots are for their owner only."),
        FileOpeningFailure.UntrustedLink or FileOpeningFailure.UntrustedHardLink or FileOpeningFailure.MagicLink => Create(
            "UntrustedPath", ErrorCategory.SecurityError, path, $"'{path}' is not opened as root: it is a link that others than root could have made.", "Name the file where it really is."),
        _ => Create("SnapshotNotRead", ErrorCategory.InvalidArgument, path, $"'{path}' is not read: it {FileOpeningReasons.Explain(opening.Failure)}.", "Give a file that Export-502Snapshot wrote."),
    };

    public static ErrorRecord SnapshotNotRead(string path, Exception failure) => Create(
        "SnapshotNotRead",
        failure is SnapshotFormatException or FormatException ? ErrorCategory.InvalidData : ErrorCategory.ReadError,
        path,
        $"'{path}' is not read: {failure.Message}",
        "Give a file that Export-502Snapshot wrote.");

    public static ErrorRecord SnapshotNotSaved(string path, Exception failure) => Create(
        "SnapshotNotSaved",
        ErrorCategory.WriteError,
        path,
        $"The snapshot is not saved as '{SafeText.Escape(path)}': {(failure is DirectoryNotFoundException ? "its directory is not there." : SafeText.Escape(failure.Message))}",
        failure is DirectoryNotFoundException ? "Make the directory, or name another file with -Path." : "Name another file with -Path; -Force writes over one that is there.");

    public static ErrorRecord SnapshotFileMissing() => Create(
        "SnapshotFileMissing",
        ErrorCategory.InvalidArgument,
        string.Empty,
        "No file was named.",
        "Name files that Export-502Snapshot wrote: Import-502Snapshot -Path incident.json.");

    public static ErrorRecord ViaDnsWithoutUri() => Create(
        "ViaDnsWithoutUri",
        ErrorCategory.InvalidArgument,
        "ViaDns",
        "-ViaDns asks a site by its public name, and no site was given.",
        "Give it with -Uri: -Uri https://shop.example/ -ViaDns.");
}
