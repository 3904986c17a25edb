using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Goes through the four phases of the common guide to a 502, and says of each item what was looked at, what was found, and what mends it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "502Checklist", HelpUri = HelpPages.Root + "Test-502Checklist.md")]
[OutputType(typeof(ChecklistItem), typeof(bool))]
public sealed class Test502ChecklistCommand : GatewayCommandBase
{
    private const int NamedGaps = 3;

    // Phase 2 has all configurations judged, the loaded ones too.
    private static readonly SnapshotOptions Looking = SnapshotOptions.Default with { TestsConfigurations = false };

    private readonly List<ChecklistItem> _unseen = [];

    /// <summary>Only these phases, by number or name: 1 Basic, 2 Configuration, 3 Resources, 4 Network.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [EnumName<ChecklistPhase>(ValueName = "a phase", TakesNumbers = true)]
    [SupportsWildcards]
    public ChecklistPhase[] Phase { get; set; } = [];

    /// <summary>Gives one Boolean: true when at least one item was looked at, and all passed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        GatewayTarget target = ResolveTarget();
        ChecklistFacts? facts = null;
        UntilStopped(() => facts = new ChecklistFacts { Snapshot = SnapshotCollector.Take(target, Looking, PipelineStopToken) });
        bool hasLooked = false;
        bool hasPassed = true;
        foreach (ChecklistPhase phase in Phase.Length == 0 ? Enum.GetValues<ChecklistPhase>() : [.. Phase.Distinct().Order()])
        {
            if (phase == ChecklistPhase.Configuration)
            {
                UntilStopped(() => facts = facts! with { ConfigurationTests = ConfigurationTestsOf(target) });
            }

            foreach (ChecklistItem item in Checklist.Examine(facts!, phase))
            {
                hasLooked |= item.Status != ChecklistStatus.Skipped;
                hasPassed &= item.Passed || item.Status == ChecklistStatus.Skipped;
                Write(item);
            }
        }

        WarnIfUnseen(facts!.Snapshot.NotSeen);
        if (Quiet)
        {
            WriteObject(hasLooked && hasPassed);
        }
    }

    private ConfigurationTestResult[] ConfigurationTestsOf(GatewayTarget target) =>
    [
        .. GatewayReader.ReadNginx(target).Readings.Select(reading => ConfigurationTester.Test(reading, PipelineStopToken)),
        .. GatewayReader.ReadFpm(target).Readings.Select(reading => ConfigurationTester.Test(reading, PipelineStopToken)),
    ];

    private void Write(ChecklistItem item)
    {
        if (item.Status == ChecklistStatus.NotSeen)
        {
            WriteVerbose($"{item.Check} {item.Subject}: {item.Found}");
            _unseen.Add(item);
        }

        if (!Quiet)
        {
            WriteObject(item);
        }
    }

    private void WarnIfUnseen(NotSeen[] gaps)
    {
        foreach (NotSeen gap in gaps)
        {
            WriteVerbose(gap.ToString());
        }

        if (_unseen.Count > 0)
        {
            string names = string.Join(", ", _unseen.Select(item => item.Check).Distinct().Take(NamedGaps));
            WriteWarning($"{(_unseen.Count == 1 ? "1 item was" : $"{_unseen.Count} items were")} not seen: {names}{(_unseen.Select(item => item.Check).Distinct().Count() > NamedGaps ? ", …" : string.Empty)}. {_unseen[0].Remedy?.Description} -Verbose tells more.");
        }
    }
}
