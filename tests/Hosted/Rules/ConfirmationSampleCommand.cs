using System.Management.Automation;
using Nginx502.Pipeline;

namespace Nginx502.HostedTests.Rules;

/// <summary>A cmdlet that asks before it acts, for the rules of asking.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ConfirmationSample", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class ConfirmationSampleCommand : PSCmdlet
{
    [Parameter]
    public SwitchParameter Odd { get; set; }

    protected override void BeginProcessing()
    {
        new Confirmation(this).RequireAnswerable();
        WriteObject("begun");
    }

    protected override void EndProcessing()
    {
        var confirmation = new Confirmation(this);
        bool isAgreed = Odd ? confirmation.ShouldContinue("really?", "Odd") : confirmation.ShouldProcess("the target", "act on");
        WriteObject(isAgreed ? "acted" : "left");
    }
}
