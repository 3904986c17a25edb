using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>Errors of a time in which php-fpm did not run are called that once it runs again; others of the same kind are not.</summary>
public sealed class PastOutageTests
{
    private const string Unit = "php8.2-fpm.service";

    private static readonly TimelineEvent Stopped = new(Now.AddMinutes(-30), TimelineEventKind.UnitStopped, Unit, "Stopped php8.2-fpm.service", "journalctl");
    private static readonly TimelineEvent Started = new(Now.AddMinutes(-20), TimelineEventKind.UnitStarted, Unit, "Started php8.2-fpm.service", "journalctl");

    [Theory]
    [InlineData(-29, -21, Cause.FpmNotRunning)]
    [InlineData(-31, -21, Cause.AllHealthyNow)]
    [InlineData(-29, -18, Cause.AllHealthyNow)]
    public void TheTimeOfTheErrorsDecides(int first, int last, Cause expected) => Assert.Equal(expected, Past(first, last, Stopped, Started).Cause);

    [Fact]
    public void ItSaysFromWhenToWhen()
    {
        Finding finding = Past(-29, -21, Stopped with { Kind = TimelineEventKind.UnitFailed, Text = "Failed with result 'signal'." }, Started);

        Assert.Equal((Cause.FpmNotRunning, false, Severity.Note), (finding.Cause, finding.IsPresent, finding.Severity));
        Assert.Equal("The php-fpm of pool www did not run from 03:00:00 to 03:10:00 (php8.2-fpm.service: Failed with result 'signal'). It runs again.", finding.Explanation);
    }

    [Fact]
    public void ThePhpFpmOfAnotherVersionWasAnotherOne() =>
        Assert.Equal(Cause.AllHealthyNow, Past(-29, -21, Stopped with { Subject = "php8.1-fpm.service" }, Started with { Subject = "php8.1-fpm.service" }).Cause);

    [Fact]
    public void WhatItsLogTellsIsEnough() => Assert.Equal(
        Cause.FpmNotRunning,
        Past(-29, -21, Stopped with { Kind = TimelineEventKind.FpmStopped, Subject = "php-fpm" }, Started with { Kind = TimelineEventKind.FpmStarted, Subject = "php-fpm" }).Cause);

    private static Finding Past(int first, int last, params TimelineEvent[] events) => Assert.Single(Diagnoser.Diagnose(Healthy with
    {
        Errors = [Error(Symptom.ConnectionRefused, 502, 4, Now.AddMinutes(last)) with { First = Now.AddMinutes(first) }],
        Timeline = new GatewayTimeline { Events = events },
    }).Findings);
}
