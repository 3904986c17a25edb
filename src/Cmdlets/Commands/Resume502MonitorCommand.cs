using System.Management.Automation;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Ends a suspension, so that recoveries act again; has the acts forgotten that were counted so far.</summary>
[Cmdlet(VerbsLifecycle.Resume, "502Monitor", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Resume-502Monitor.md")]
[OutputType(typeof(RecoveryMonitor))]
public sealed class Resume502MonitorCommand : StoppableCommandBase
{
    private Confirmation? _confirmation;

    /// <summary>Has the acts forgotten that were counted so far, so that what was left to a person as flapping is mended again.</summary>
    [Parameter]
    public SwitchParameter Reset { get; set; }

    /// <summary>Gives the monitor as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private Confirmation Confirmation => _confirmation ??= new Confirmation(this);

    /// <inheritdoc/>
    protected override void BeginProcessing() => Confirmation.RequireAnswerable();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput
            || !Confirmation.ShouldProcess($"the recoveries of {Environment.MachineName}", Reset ? "Have them act again, and forget the acts that were counted" : "Have them act again"))
        {
            return;
        }

        var suspension = new MonitorSuspension();
        RecoverySuspension? ended = suspension.End(out ChangeFailure? failure);
        UntilStopped(() => failure ??= Reset ? suspension.Reset(MyInvocation.MyCommand.Name, PipelineStopToken) : null);
        if (failure is not null)
        {
            WriteError(Errors.ChangeNotMade(failure, check: null));
            return;
        }

        if (PassThru)
        {
            UntilStopped(() => WriteObject(new MonitorRegistration().Read(PipelineStopToken)));
        }
        else
        {
            HostMessage.Say(this, (ended is null ? "Recoveries were not suspended." : "Recoveries act again.") + (Reset ? " The acts that were counted so far are forgotten." : string.Empty));
        }
    }
}
