using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Writes an incident as one HTML page that needs nothing else: verdict, timeline, causes with evidence, checklist, memory, load, recoveries and changes.</summary>
[Cmdlet(VerbsData.Export, "502Report", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, DefaultParameterSetName = MachineSet, HelpUri = HelpPages.Root + "Export-502Report.md")]
[OutputType(typeof(FileInfo))]
public sealed class Export502ReportCommand : StoppableCommandBase
{
    private const string MachineSet = "Machine";
    private const string SnapshotSet = "Snapshot";
    private const string DiagnosisSet = "Diagnosis";
    private const string RecoverySet = "Recovery";

    /// <summary>The file, or a directory for a file that is named by machine and time. Without it the current directory.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ".";

    /// <summary>The snapshot that is told of. Without it one of this machine is taken now.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = SnapshotSet)]
    [Snapshot]
    [ValidateNotNull]
    public GatewaySnapshot? Snapshot { get; set; }

    /// <summary>The diagnosis that is told of, of this session.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DiagnosisSet)]
    [ValidateNotNull]
    public GatewayDiagnosis? Diagnosis { get; set; }

    /// <summary>What recoveries did. Piped, each is told of with its own diagnosis.</summary>
    [Parameter(ParameterSetName = MachineSet)]
    [Parameter(ParameterSetName = SnapshotSet)]
    [Parameter(ParameterSetName = DiagnosisSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = RecoverySet)]
    [ValidateNotNullOrEmpty]
    public RecoveryResult[] RecoveryResult { get; set; } = [];

    /// <summary>The memory of pools, as Measure-FpmMemory found it. Without it that of the snapshot.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public FpmMemoryMeasurement[] MemoryMeasurement { get; set; } = [];

    /// <summary>What loads showed, as Measure-GatewayLoad found it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public GatewayLoadResult[] LoadResult { get; set; } = [];

    /// <summary>How far back the logs are read: a moment, or a span that ends now. Without it a day.</summary>
    [Parameter(ParameterSetName = MachineSet)]
    [LogTime]
    [ValidateNotNull]
    public DateTime? Since { get; set; }

    /// <summary>The main file of nginx's configuration. Without it that of the running nginx, else of the installed one.</summary>
    [Parameter(ParameterSetName = MachineSet)]
    [ValidateNotNullOrEmpty]
    public string? NginxConfigPath { get; set; }

    /// <summary>The main file of php-fpm's configuration. Without it every php-fpm that runs or is installed.</summary>
    [Parameter(ParameterSetName = MachineSet)]
    [ValidateNotNullOrEmpty]
    public string? FpmConfigPath { get; set; }

    /// <summary>How long looking may take; what is not done by then is left out and named.</summary>
    [Parameter(ParameterSetName = MachineSet)]
    [Duration]
    [PositiveDuration]
    public TimeSpan Timeout { get; set; } = SnapshotOptions.Default.Deadline;

    /// <summary>Writes over a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case SnapshotSet:
                Save(Diagnoser.Diagnose(Snapshot!), RecoveryResult);
                break;
            case DiagnosisSet:
                Save(Diagnosis!, RecoveryResult);
                break;
            case RecoverySet:
                foreach (RecoveryResult result in RecoveryResult)
                {
                    SaveRecovery(result);
                }

                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == MachineSet && !MyInvocation.ExpectingInput)
        {
            var options = new SnapshotOptions { Since = Since, Deadline = Timeout };
            Save(
                Diagnoser.Diagnose(SnapshotTaking.Take(this, GatewayTargets.Resolve(this, rootPath: null, NginxConfigPath, FpmConfigPath), options, UntilStopped, PipelineStopToken)),
                RecoveryResult);
        }
    }

    private void SaveRecovery(RecoveryResult result)
    {
        if (result.Diagnosis is { } diagnosis)
        {
            Save(diagnosis, [result]);
        }
        else
        {
            WriteError(Errors.RecoveryWithoutDiagnosis(result));
        }
    }

    private void Save(GatewayDiagnosis diagnosis, RecoveryResult[] recoveries)
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        path = Directory.Exists(path) ? System.IO.Path.Combine(path, SnapshotFile.NameOf(diagnosis.ComputerName, diagnosis.Time, "html")) : path;
        if (!ShouldProcess(SafeText.Escape(path), "Write a report"))
        {
            return;
        }

        IncidentReport report = IncidentReport.Of(diagnosis) with { Recoveries = recoveries, Loads = LoadResult };
        report = MemoryMeasurement.Length > 0 ? report with { Memory = MemoryMeasurement } : report;
        report = report.Snapshot is { } snapshot && PlanSource.IsHere(snapshot) ? report.WithJournals() : report;
        if (ReportWriter.Save(report, path, Force) is { } failure)
        {
            WriteError(Errors.ChangeNotMade(failure, null));
            return;
        }

        WriteObject(WrittenFile.Of(this, path));
    }
}
