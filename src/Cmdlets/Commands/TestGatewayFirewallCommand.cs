using System.Management.Automation;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Says whether each needed port is open, from where, and by which rule of the firewall; and whether php-fpm is open to strangers.</summary>
[Cmdlet(VerbsDiagnostic.Test, "GatewayFirewall", HelpUri = HelpPages.Root + "Test-GatewayFirewall.md")]
[OutputType(typeof(GatewayFirewallResult), typeof(bool))]
public sealed class TestGatewayFirewallCommand : GatewayCommandBase
{
    /// <summary>The TCP ports. Without it what nginx listens on, 80, 443, and each pool of php-fpm that other machines could reach.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int[] Port { get; set; } = [];

    /// <summary>Where connections come from: an address or a network. Without it from anywhere.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Source { get; set; }

    /// <summary>Gives one Boolean: true when at least one port was tested and all passed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        FirewallSource? source = FirewallReading.SourceOf(this, Source);
        FirewallReading reading = FirewallReading.Read(this, ResolveTarget(), Port, UntilStopped, PipelineStopToken);
        if (reading.Facts.Rules is null && reading.Facts.NotSeen.Length > 0)
        {
            WriteWarning($"Not seen: {reading.Facts.NotSeen[0]}");
        }

        TestOutcome.Write(this, Quiet, GatewayFirewall.Examine(reading.Facts, reading.Ports, source), result => result, result => result.Passed, UntilStopped);
    }
}
