using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>
/// Brings good answers back: detects, saves the evidence, diagnoses, plans, acts, verifies, and takes back what did not help. Where nobody is asked it does only what
/// can do no harm.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "502Recovery", DefaultParameterSetName = MachineSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.Root + "Invoke-502Recovery.md")]
[Alias("Invoke-Nginx502Recovery")]
[OutputType(typeof(RecoveryResult))]
public sealed class Invoke502RecoveryCommand : GatewayCommandBase, IRecoveryDialogue
{
    private const string MachineSet = "Machine";
    private const string DiagnosisSet = "Diagnosis";
    private const string PlanSet = "Plan";

    private Confirmation? _confirmation;

    /// <summary>The sites that must be served well, beside all endpoints.</summary>
    [Parameter(Position = 0)]
    [SiteUri]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public Uri[] Uri { get; set; } = [];

    /// <summary>A diagnosis of this machine and of this session, to be planned for.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DiagnosisSet)]
    [ValidateNotNull]
    [OfThisSession("Get-502Diagnosis")]
    public GatewayDiagnosis? Diagnosis { get; set; }

    /// <summary>A plan of this machine, as Get-502RecoveryPlan gives it. One whose files were changed since is refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = PlanSet)]
    [ValidateNotNull]
    [OfThisSession("Get-502RecoveryPlan")]
    public RecoveryPlan? Plan { get; set; }

    /// <summary>What it may do beyond what it may do alone.</summary>
    [Parameter]
    [ValidateNotNull]
    public RecoveryAction[] Allow { get; set; } = [];

    /// <summary>What it may not do.</summary>
    [Parameter]
    [ValidateNotNull]
    public RecoveryAction[] Deny { get; set; } = [];

    /// <summary>How many steps it takes at most.</summary>
    [Parameter]
    [ValidateRange(1, 20)]
    public int MaxStep { get; set; } = 3;

    /// <summary>Who is told of an incident, once, and once that it is over.</summary>
    [Parameter]
    [NotificationTarget]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NotificationCompleter))]
    public NotificationTarget[] Notify { get; set; } = [];

    private Confirmation Confirmation => _confirmation ??= new Confirmation(this);

    /// <inheritdoc/>
    bool IRecoveryDialogue.Allows(RecoveryStep step, string? note) =>
        Confirmation.ShouldProcess(step.Target, step.Action.ToString(), RecoveryText.Describe(step, note));

    /// <inheritdoc/>
    void IRecoveryDialogue.Tell(string text) => WriteVerbose(text);

    /// <inheritdoc/>
    void IRecoveryDialogue.Warn(string text) => WriteWarning(text);

    /// <inheritdoc/>
    protected override void BeginProcessing() => Confirmation.RequireAnswerable();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == DiagnosisSet && Diagnosis is { } diagnosis && PlanSource.SnapshotOf(this, diagnosis) is { } snapshot)
        {
            RecoveryPlan? plan = null;
            UntilStopped(() => plan = new GatewayRecovery().Plan(ResolveTarget(), snapshot, PipelineStopToken));
            Recover(plan);
        }
        else if (ParameterSetName == PlanSet && Plan is not null)
        {
            Recover(Plan);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == MachineSet && !MyInvocation.ExpectingInput)
        {
            Recover(null);
        }
    }

    private void Recover(RecoveryPlan? plan)
    {
        if (Confirmation.IsWhatIf)
        {
            UntilStopped(() => Show(plan));
            return;
        }

        var options = new RecoveryOptions
        {
            Target = ResolveTarget(),
            Sites = Uri,
            IsUnattended = !Confirmation.IsShown,
            Allow = Allow,
            Deny = Deny,
            MaxStep = MaxStep,
            Notify = Notify,
            Plan = plan,
            Command = MyInvocation.MyCommand.Name,
            CommandLine = CommandLineText.Of(MyInvocation.MyCommand.Name, MyInvocation.BoundParameters),
        };
        ChangeFailure? failure = null;
        RecoveryResult? result = null;
        UntilStopped(() => result = new GatewayRecovery().Run(options, this, out failure, PipelineStopToken));
        if (failure is not null)
        {
            ThrowTerminatingError(Errors.RecoveryNotRun(failure));
        }

        foreach (string warning in result!.Warnings.Append(result.Interrupted).OfType<string>())
        {
            WriteWarning(warning);
        }

        WriteObject(result);
    }

    // Nothing is written anywhere: no journal, no lock, no evidence.
    private void Show(RecoveryPlan? given)
    {
        RecoveryPlan plan = given ?? new GatewayRecovery().Plan(ResolveTarget(), SnapshotTaking.Take(this, ResolveTarget(), new SnapshotOptions { Sites = Uri }, UntilStopped, PipelineStopToken), PipelineStopToken);
        foreach (string hold in plan.Holds)
        {
            WriteWarning(hold);
        }

        if (plan.Steps.Length == 0)
        {
            HostMessage.Say(this, plan is { IsHealthy: true, LeftToPerson.Length: 0 } ? "Nothing to do: visitors are served." : $"Nothing that a recovery could do: what is wrong takes a person.{(plan.LeftToPerson is [var first, ..] ? $" {first.Cause}: {first.Explanation}" : string.Empty)} Get-502Diagnosis tells what to type.");
        }

        foreach (RecoveryStep step in plan.Steps.Where(step => !Deny.Contains(step.Action)).Take(MaxStep))
        {
            Confirmation.ShouldProcess(step.Target, step.Action.ToString(), RecoveryText.Describe(step, step.Pause));
            if (Confirmation.IsDeclined && (step.Pause ?? (step.IsAllowedAlone || Allow.Contains(step.Action) ? null : step.NotAloneReason)) is { } reason)
            {
                WriteWarning($"Without a question it would not be done now: {reason}");
            }
        }
    }
}
