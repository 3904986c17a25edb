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

    /// <summary>Snapshots, of this machine or others.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = SnapshotSet)]
    [Snapshot]
    [ValidateNotNullOrEmpty]
    public GatewaySnapshot[] Snapshot { get; set; } = [];

    /// <summary>Files of saved snapshots, with wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case PathSet:
                WriteEach(Path.SelectMany(path => FilePaths.Matching(this, path)).Select(path => SnapshotFile.Read(this, path)).OfType<GatewaySnapshot>().Select(Diagnoser.Diagnose));
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
}
