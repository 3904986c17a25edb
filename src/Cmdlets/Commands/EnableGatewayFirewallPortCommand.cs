using System.Management.Automation;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Opens one port in the firewall, as narrowly as it is asked, with the tool that manages it; looks whether it is open then, and takes the rule away again when it is not.</summary>
[Cmdlet(VerbsLifecycle.Enable, "GatewayFirewallPort", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.Root + "Enable-GatewayFirewallPort.md")]
[OutputType(typeof(GatewayChange))]
public sealed class EnableGatewayFirewallPortCommand : GatewayCommandBase
{
    private Confirmation? _confirmation;

    /// <summary>The TCP port.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int Port { get; set; }

    /// <summary>Where connections are to come from: an address or a network. Without it from anywhere, which is refused for ports of php-fpm.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Source { get; set; }

    /// <summary>Also adds a rule where another one cannot be judged, and before one that denies the port or the address by name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the change as an object.</summary>
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

        FirewallSource? source = FirewallReading.SourceOf(this, Source);
        FirewallReading reading = FirewallReading.Read(this, ResolveTarget(), [Port], UntilStopped, PipelineStopToken);
        FirewallOpening opening = FirewallOpener.Plan(reading.Facts, reading.Ports[0], source, Force);
        if (opening.Refusal is { Reason: ChangeFailureReason.PortAlreadyOpen } already)
        {
            HostMessage.Say(this, $"{already.Problem} Nothing was changed.");
            if (!Confirmation.IsWhatIf)
            {
                Report(Run(opening));
            }

            return;
        }

        if (opening.Refusal is { } refusal)
        {
            WriteError(Errors.FirewallNotChanged(Port, refusal));
            return;
        }

        string details = $"{string.Join('\n', opening.Commands)}\n{opening.Persistence}";
        if (!Confirmation.ShouldProcess(opening.Target, "Open", Confirmation.IsShown ? details : null))
        {
            return;
        }

        Report(Run(opening));
    }

    private GatewayChange Run(FirewallOpening opening) =>
        new FirewallTransaction().Run(opening, MyInvocation.MyCommand.Name, CommandLineText.Of(MyInvocation.MyCommand.Name, MyInvocation.BoundParameters), PipelineStopToken);

    private void Report(GatewayChange change)
    {
        if (change.State == ChangeState.RolledBack && PipelineStopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        if (change.Failure is { } failure)
        {
            WriteError(Errors.FirewallNotChanged(Port, failure));
            return;
        }

        foreach (string warning in change.Warnings)
        {
            WriteWarning(warning);
        }

        if (PassThru)
        {
            WriteObject(change);
        }
        else if (change.State == ChangeState.Committed)
        {
            HostMessage.Say(this, ChangeText.Made(change));
        }
    }
}
