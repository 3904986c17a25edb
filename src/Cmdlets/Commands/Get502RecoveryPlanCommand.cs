using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Tells what would bring good answers back, in order, with what each step changes and disturbs; does nothing.</summary>
[Cmdlet(VerbsCommon.Get, "502RecoveryPlan", DefaultParameterSetName = MachineSet, HelpUri = HelpPages.Root + "Get-502RecoveryPlan.md")]
[OutputType(typeof(RecoveryPlan))]
public sealed class Get502RecoveryPlanCommand : GatewayCommandBase
{
    private const string MachineSet = "Machine";
    private const string DiagnosisSet = "Diagnosis";

    /// <summary>A diagnosis of this session. One of a snapshot of another machine is planned for without a look at the files there.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DiagnosisSet)]
    [ValidateNotNull]
    [OfThisSession("Get-502Diagnosis")]
    public GatewayDiagnosis? Diagnosis { get; set; }

    /// <summary>The sites that must be served well, beside all endpoints.</summary>
    [Parameter(Position = 0, ParameterSetName = MachineSet)]
    [SiteUri]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public Uri[] Uri { get; set; } = [];

    /// <summary>How long looking may take; what is not done by then is left out and named.</summary>
    [Parameter(ParameterSetName = MachineSet)]
    [Duration]
    [PositiveDuration]
    public TimeSpan Timeout { get; set; } = SnapshotOptions.Default.Deadline;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Diagnosis is not { } diagnosis)
        {
            return;
        }

        if (PlanSource.SnapshotOf(this, diagnosis) is { } snapshot)
        {
            WriteObject(PlanSource.IsHere(snapshot) ? Plan(snapshot) : RecoveryPlanner.Plan(snapshot, []));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == MachineSet && !MyInvocation.ExpectingInput)
        {
            GatewayTarget target = ResolveTarget();
            WriteObject(Plan(SnapshotTaking.Take(this, target, new SnapshotOptions { Sites = Uri, Deadline = Timeout }, UntilStopped, PipelineStopToken)));
        }
    }

    private RecoveryPlan Plan(GatewaySnapshot snapshot)
    {
        RecoveryPlan? plan = null;
        UntilStopped(() => plan = new GatewayRecovery().Plan(ResolveTarget(), snapshot, PipelineStopToken));
        return plan!;
    }
}
