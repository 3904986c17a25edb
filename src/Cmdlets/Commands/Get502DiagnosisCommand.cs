using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Names the cause of a 502, with what speaks for it, whom it hurts and what mends it: of this machine now, of a copy of a server, or of snapshots.</summary>
[Cmdlet(VerbsCommon.Get, "502Diagnosis", DefaultParameterSetName = MachineSet, HelpUri = HelpPages.Root + "Get-502Diagnosis.md")]
[OutputType(typeof(GatewayDiagnosis))]
public sealed class Get502DiagnosisCommand : SnapshotCommandBase
{
    private const string SnapshotSet = "Snapshot";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>Snapshots, of this machine or others.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = SnapshotSet)]
    [Snapshot(LeavesFiles = true)]
    [ValidateNotNullOrEmpty]
    public GatewaySnapshot[] Snapshot { get; set; } = [];

    /// <summary>Files of saved snapshots, with wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files of saved snapshots, taken as they are written, and as Get-ChildItem gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case PathSet:
                Diagnose(Path.SelectMany(path => FilePaths.Matching(this, path)));
                break;
            case LiteralPathSet:
                Diagnose(LiteralPath.SelectMany(path => FilePaths.Literal(this, path)));
                break;
            case SnapshotSet:
                WriteEach(Snapshot.Select(Diagnoser.Diagnose));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName is MachineSet or RootSet && !MyInvocation.ExpectingInput)
        {
            WriteObject(Diagnoser.Diagnose(Take()));
        }
    }

    private void Diagnose(IEnumerable<string> files) => WriteEach(files.Select(file => SnapshotFile.Read(this, file)).OfType<GatewaySnapshot>().Select(Diagnoser.Diagnose));
}
