using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Measures what nginx, php-fpm and their machine use of all that they can run out of, the shortest first.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "GatewayResource", HelpUri = HelpPages.Root + "Measure-GatewayResource.md")]
[OutputType(typeof(GatewayResource))]
public sealed class MeasureGatewayResourceCommand : GatewayCommandBase
{
    // What is told only by two looks.
    private static readonly HashSet<GatewayResourceKind> Counted =
    [
        GatewayResourceKind.Cpu, GatewayResourceKind.CpuSteal, GatewayResourceKind.CpuThrottling, GatewayResourceKind.ListenOverflow, GatewayResourceKind.OutOfMemoryKills,
    ];

    /// <summary>Only these resources, with wildcards.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [EnumName<GatewayResourceKind>(ValueName = "a resource")]
    public GatewayResourceKind[] Resource { get; set; } = [];

    /// <summary>The time between two looks, for what is counted by time: processors, throttling, connections that are turned away. 0 looks once.</summary>
    [Parameter]
    [Duration]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        GatewayTarget target = ResolveTarget();
        GatewayReadings<NginxReading> nginx = GatewayFinding.NginxIfAny(this, target);
        GatewayReadings<FpmReading> fpm = GatewayFinding.FpmIfAny(this, target);
        if (nginx.Readings.Count + fpm.Readings.Count == 0)
        {
            WriteWarning("Neither nginx nor php-fpm was found: the machine alone is measured. -NginxConfigPath and -FpmConfigPath name their main files.");
        }

        bool isTwice = Resource.Length == 0 || Resource.Any(Counted.Contains);
        UntilStopped(() =>
        {
            GatewayResourceFacts facts = GatewayResourceCollector.Collect(nginx.Readings, fpm.Readings, isTwice ? Interval : TimeSpan.Zero, PipelineStopToken);
            WarnIfUnseen(facts);
            WriteEach(ResourceJudgement.Judge(facts).Where(resource => Resource.Length == 0 || Resource.Contains(resource.Resource)));
        });
    }

    private void WarnIfUnseen(GatewayResourceFacts facts)
    {
        UnseenResource[] unseen = [.. facts.Unseen.Where(gap => Resource.Length == 0 || Resource.Contains(gap.Resource))];
        if (unseen.Length > 0)
        {
            WriteWarning($"{unseen.Length} could not be seen: {string.Join(", ", unseen.Select(gap => gap.NotSeen.What).Distinct().Take(3))}{(unseen.Length > 3 ? ", …" : string.Empty)}. {unseen[0].NotSeen.Remedy}");
        }
    }
}
