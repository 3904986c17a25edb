using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Errors about snapshots, saved and given.</summary>
internal static partial class Errors
{
    public static ErrorRecord SnapshotNotRead(string path, Exception failure) => Create(
        "SnapshotNotRead",
        failure is SnapshotFormatException ? ErrorCategory.InvalidData : ErrorCategory.ReadError,
        path,
        $"'{path}' is not read: {failure.Message}",
        "Give a file that Export-502Snapshot wrote.");

    public static ErrorRecord SnapshotNotSaved(string path, Exception failure) => Create(
        "SnapshotNotSaved",
        ErrorCategory.WriteError,
        path,
        $"The snapshot is not saved as '{path}': {failure.Message}",
        "Name another file with -Path; -Force writes over one that is there.");

    public static ErrorRecord SnapshotFileMissing() => Create(
        "SnapshotFileMissing",
        ErrorCategory.InvalidArgument,
        string.Empty,
        "No file was named.",
        "Name files that Export-502Snapshot wrote: Import-502Snapshot -Path incident.json.");
}
