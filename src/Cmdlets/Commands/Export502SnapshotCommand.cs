using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Saves a snapshot as a JSON file that only its owner may read; secrets are masked in it.</summary>
[Cmdlet(VerbsData.Export, "502Snapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class Export502SnapshotCommand : StoppableCommandBase
{
    /// <summary>The file, or a directory for a file that is named by machine and time. Without it the current directory.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ".";

    /// <summary>The snapshot. Without it one is taken now.</summary>
    [Parameter(ValueFromPipeline = true)]
    [Snapshot]
    [ValidateNotNull]
    public GatewaySnapshot? Snapshot { get; set; }

    /// <summary>Writes over a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Snapshot is not null)
        {
            Save(Snapshot);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Snapshot is null && !MyInvocation.ExpectingInput)
        {
            Save(SnapshotTaking.Take(this, GatewayTargets.Resolve(this, rootPath: null, nginxConfigPath: null, fpmConfigPath: null), SnapshotOptions.Default, UntilStopped, PipelineStopToken));
        }
    }

    private void Save(GatewaySnapshot snapshot)
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        if (Directory.Exists(path))
        {
            path = System.IO.Path.Combine(path, $"nginx502-{FileName(snapshot.ComputerName)}-{snapshot.Time:yyyyMMdd-HHmmss}.json");
        }

        if (!ShouldProcess(SafeText.Escape(path), "Save a snapshot"))
        {
            return;
        }

        try
        {
            SnapshotWriter.Save(snapshot, path, Force);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            WriteError(Errors.SnapshotNotSaved(path, failure));
            return;
        }

        WriteObject(new FileInfo(path));
    }

    private static string FileName(string computer) => string.Concat(computer.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_'));
}
