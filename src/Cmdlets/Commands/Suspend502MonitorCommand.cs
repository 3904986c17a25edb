using System.Globalization;
using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Has no recovery act by itself for a while, as while somebody works on the machine. A reboot ends it.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "502Monitor", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Suspend-502Monitor.md")]
[OutputType(typeof(RecoverySuspension))]
public sealed class Suspend502MonitorCommand : StoppableCommandBase
{
    private const int LongestReason = 200;

    private Confirmation? _confirmation;

    /// <summary>How long. Not asked for where it is missing: at that prompt 2 would mean two days.</summary>
    [Parameter(Position = 0)]
    [Duration]
    [DurationRange("1s", "7d")]
    public TimeSpan For { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Why: others read it in every mail.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateLength(1, LongestReason)]
    [ValidatePattern(@"\S")]
    public string Reason { get; set; } = string.Empty;

    /// <summary>Gives the suspension as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private Confirmation Confirmation => _confirmation ??= new Confirmation(this);

    /// <inheritdoc/>
    protected override void BeginProcessing() => Confirmation.RequireAnswerable();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput || !Confirmation.ShouldProcess($"the recoveries of {Environment.MachineName}", $"Suspend them for {MonitorText.Span(For)}"))
        {
            return;
        }

        if (!Environment.IsPrivilegedProcess)
        {
            WriteWarning("Only this user's own recoveries are suspended: the monitor runs as root.");
        }

        if (new MonitorSuspension().Begin(For, Reason, out ChangeFailure? failure) is not { } suspension)
        {
            WriteError(Errors.ChangeNotMade(failure!, check: null));
            return;
        }

        if (PassThru)
        {
            WriteObject(suspension);
        }
        else
        {
            HostMessage.Say(this, string.Create(CultureInfo.InvariantCulture, $"{(Environment.IsPrivilegedProcess ? "No recovery" : "No recovery of this user")} acts by itself until {suspension.Until:yyyy-MM-dd HH:mm:ss}, or a reboot: {suspension.Reason}. People are told of failures all the same. Resume-502Monitor ends it."));
        }
    }
}
