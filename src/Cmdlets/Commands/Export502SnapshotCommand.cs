using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Saves a snapshot as a JSON file that only its owner may read; secrets are masked in it.</summary>
[Cmdlet(VerbsData.Export, "502Snapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, HelpUri = HelpPages.Root + "Export-502Snapshot.md")]
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

    /// <summary>How far back the logs are read: a moment, or a span that ends now. Without it a day.</summary>
    [Parameter]
    [LogTime]
    [ValidateNotNull]
    public DateTime? Since { get; set; }

    /// <summary>The main file of nginx's configuration. Without it that of the running nginx, else of the installed one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NginxConfigPath { get; set; }

    /// <summary>The main file of php-fpm's configuration. Without it every php-fpm that runs or is installed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FpmConfigPath { get; set; }

    /// <summary>How long looking may take; what is not done by then is left out and named.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan Timeout { get; set; } = SnapshotOptions.Default.Deadline;

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
            var options = new SnapshotOptions { Since = Since, Deadline = Timeout };
            Save(SnapshotTaking.Take(this, GatewayTargets.Resolve(this, rootPath: null, NginxConfigPath, FpmConfigPath), options, UntilStopped, PipelineStopToken));
        }
    }

    private void Save(GatewaySnapshot snapshot)
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        if (Directory.Exists(path))
        {
            path = System.IO.Path.Combine(path, SnapshotFile.NameOf(snapshot.ComputerName, snapshot.Time, "json"));
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

        WriteObject(WrittenFile.Of(this, path));
    }
}
