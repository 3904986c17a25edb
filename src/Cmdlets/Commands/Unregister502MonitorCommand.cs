using System.Management.Automation;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Removes the monitor of this machine with all that Register-502Monitor wrote.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "502Monitor", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Unregister-502Monitor.md")]
[OutputType(typeof(RecoveryMonitor))]
public sealed class Unregister502MonitorCommand : StoppableCommandBase
{
    private Confirmation? _confirmation;

    /// <summary>Gives how it stands then as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private Confirmation Confirmation => _confirmation ??= new Confirmation(this);

    /// <inheritdoc/>
    protected override void BeginProcessing() => Confirmation.RequireAnswerable();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        var registration = new MonitorRegistration();
        MonitorChange change = registration.PlanRemoval();
        if (change.Failure is { } failure)
        {
            WriteError(Errors.ChangeNotMade(failure, check: null));
            return;
        }

        if (!MonitorWork.Make(this, Confirmation, registration, change, "Remove the monitor", UntilStopped, PipelineStopToken))
        {
            return;
        }

        HostMessage.Say(this, string.Join(' ', change.Warnings.Prepend("The monitor is removed.")));
        if (new MonitorSuspension().End(out _) is { } suspension)
        {
            HostMessage.Say(this, $"Recoveries were suspended {suspension}; that ended with the monitor.");
        }

        if (PassThru)
        {
            UntilStopped(() => WriteObject(registration.Read(PipelineStopToken)));
        }
    }
}
