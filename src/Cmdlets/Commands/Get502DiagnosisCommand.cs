using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Names the cause of a 502, with what speaks for it, whom it hurts and what mends it: of this machine now, or of snapshots.</summary>
[Cmdlet(VerbsCommon.Get, "502Diagnosis", DefaultParameterSetName = MachineSet)]
[OutputType(typeof(GatewayDiagnosis))]
public sealed class Get502DiagnosisCommand : GatewayCommandBase
{
    private const string MachineSet = "Machine";
    private const string SnapshotSet = "Snapshot";
    private const string FileSet = "Path";

    /// <summary>How far back the logs are read: a moment, or a span that ends now. Without it a day.</summary>
    [Parameter(Position = 0, ParameterSetName = MachineSet)]
    [LogTime]
    public DateTime? Since { get; set; }

    /// <summary>How long looking may take; what is not done by then is left out and named.</summary>
    [Parameter(ParameterSetName = MachineSet)]
    [Duration]
    [PositiveDuration]
    public TimeSpan Timeout { get; set; } = SnapshotOptions.Default.Deadline;

    /// <summary>Snapshots, of this machine or others.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = SnapshotSet)]
    [Snapshot]
    [ValidateNotNullOrEmpty]
    public GatewaySnapshot[] Snapshot { get; set; } = [];

    /// <summary>Files of saved snapshots, with wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == FileSet)
        {
            WriteEach(Path.SelectMany(Resolve).Select(path => SnapshotFile.Read(this, path)).OfType<GatewaySnapshot>().Select(Diagnoser.Diagnose));
        }

        WriteEach(Snapshot.Select(Diagnoser.Diagnose));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == MachineSet && !MyInvocation.ExpectingInput)
        {
            WriteObject(Diagnoser.Diagnose(SnapshotTaking.Take(this, ResolveTarget(), new SnapshotOptions { Since = Since, Deadline = Timeout }, UntilStopped, PipelineStopToken)));
        }
    }

    private IEnumerable<string> Resolve(string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [GetUnresolvedProviderPathFromPSPath(path)];
        }

        IReadOnlyList<string> found = GetResolvedProviderPathFromPSPath(path, out _);
        if (found.Count == 0)
        {
            WriteError(Errors.PatternMatchesNothing(path));
        }

        return found;
    }
}
