using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Run;

/// <summary>What a recovery did is among what happened to a machine; one that did nothing is not.</summary>
public sealed class RecoveryEventsTests
{
    private static readonly RecordedRun Acted = new()
    {
        Run = 7,
        Time = new DateTime(2026, 11, 26, 3, 0, 0, DateTimeKind.Local),
        Command = "Invoke-502Recovery",
        Outcome = RecoveryOutcome.Recovered,
        Acts = ["StartService php8.2-fpm"],
    };

    [Fact]
    public void An_act_is_told_with_what_became_of_it()
    {
        TimelineEvent told = RecoveryEvents.Of(Acted)!;

        Assert.Equal((Acted.Time, TimelineEventKind.Recovery, "StartService php8.2-fpm", "run 7, Invoke-502Recovery: Recovered"), (told.Time, told.Kind, told.Subject, told.Text));
        Assert.EndsWith(": interrupted", RecoveryEvents.Of(Acted with { IsInterrupted = true, Outcome = null })!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_look_is_no_act() => Assert.Null(RecoveryEvents.Of(Acted with { Acts = [] }));
}
