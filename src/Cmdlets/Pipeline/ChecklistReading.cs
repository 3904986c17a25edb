namespace Nginx502.Pipeline;

/// <summary>What a phase of the checklist looks at beside the snapshot, collected when its turn comes.</summary>
internal static class ChecklistReading
{
    /// <summary>The facts with what the phase needs.</summary>
    /// <param name="facts">What was seen before.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="target">Which nginx and php-fpm are meant.</param>
    /// <param name="stop">Cancelled by Ctrl+C.</param>
    public static ChecklistFacts Complete(ChecklistFacts facts, ChecklistPhase phase, GatewayTarget target, CancellationToken stop) => phase switch
    {
        ChecklistPhase.Configuration => facts with
        {
            ConfigurationTests =
            [
                .. GatewayReader.ReadNginx(target).Readings.Select(reading => ConfigurationTester.Test(reading, stop)),
                .. GatewayReader.ReadFpm(target).Readings.Select(reading => ConfigurationTester.Test(reading, stop)),
            ],
        },
        ChecklistPhase.Network => facts with { Firewall = FirewallReader.Read([.. facts.Snapshot.Configuration.Nginx.Select(nginx => nginx.ProcessId).OfType<int>()], stop) },
        _ => facts,
    };
}
