using Nginx502.Diagnosis;
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

    // A morning of three troubles: a stop, a crash, and rights of the socket. Each is told by itself, and none by what was changed after it.
    [Fact]
    public void TroublesOfOneDayAreToldApart()
    {
        DateTime day = Now.Date.AddHours(3);
        TimelineEvent[] events =
        [
            Stopped with { Time = day.AddSeconds(30) }, Started with { Time = day.AddSeconds(50) },
            new(day.AddMinutes(5), TimelineEventKind.Change, "/etc/php/8.2/fpm/pool.d/www.conf", "change 16, Set-FpmPoolTuning: pm.max_children 7 -> 5", "the journal of Nginx502"),
            Stopped with { Kind = TimelineEventKind.UnitFailed, Text = "Failed with result 'signal'.", Time = day.AddMinutes(7).AddSeconds(10) }, Started with { Time = day.AddMinutes(7).AddSeconds(40) },
        ];
        ErrorEvidence missing = Error(Symptom.SocketMissing, 502, 3, day.AddSeconds(45)) with { First = day.AddSeconds(32), Buckets = [new(day, 3)] };
        ErrorEvidence refused = Error(Symptom.ConnectionRefused, 502, 4, day.AddMinutes(7).AddSeconds(30)) with { First = day.AddMinutes(7).AddSeconds(12), Buckets = [new(day.AddMinutes(7), 4)] };
        ErrorEvidence denied = Error(Symptom.PermissionDenied, 502, 5, day.AddMinutes(11).AddSeconds(9)) with { First = day.AddMinutes(11), Buckets = [new(day.AddMinutes(11), 5)] };

        Finding[] findings = Diagnoser.Diagnose(Healthy with { Errors = [missing, refused, denied], Timeline = new GatewayTimeline { Events = events } }).Findings;

        Assert.Equal(
            [(Cause.AllHealthyNow, 5L), (Cause.FpmNotRunning, 3L), (Cause.FpmNotRunning, 4L)],
            findings.OrderBy(finding => finding.Cause == Cause.AllHealthyNow ? 0 : 1).ThenBy(finding => finding.First).Select(finding => (finding.Cause, finding.ErrorCount)));
        Assert.All(findings, finding => Assert.False(finding.Trigger?.Time > finding.First?.AddSeconds(2), $"{finding.Trigger}"));
        Assert.Contains("did not run from 03:07:10 to 03:07:40", findings.Single(finding => finding.ErrorCount == 4).Explanation, StringComparison.Ordinal);
    }

    // Of the middle of a log the minute is known alone; who comes seldom makes no troubles of one outage.
    [Fact]
    public void OneOutageIsOneTroubleHoweverSeldomSomebodyCame()
    {
        DateTime day = Now.Date.AddHours(2);
        TimelineEvent[] events = [Stopped with { Time = day.AddSeconds(-10) }, Started with { Time = day.AddMinutes(40) }];
        ErrorEvidence missing = Error(Symptom.SocketMissing, 502, 4, day.AddMinutes(30)) with { First = day, Samples = [], Buckets = [new(day, 1), new(day.AddMinutes(9), 1), new(day.AddMinutes(18), 1), new(day.AddMinutes(30), 1)] };

        Finding finding = Assert.Single(Diagnoser.Diagnose(Healthy with { Errors = [missing], Timeline = new GatewayTimeline { Events = events } }).Findings);

        Assert.Equal((Cause.FpmNotRunning, 4L, day, day.AddMinutes(30)), (finding.Cause, finding.ErrorCount, finding.First, finding.Last));
        Assert.NotEmpty(finding.Evidence);
    }

    // Whoever was served when it was stopped was cut off: that is the same outage. Cut off long before, it is another trouble.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(-8, 0)]
    public void WhoeverWasCutOffByTheStopIsOfTheOutage(int seconds, int outages)
    {
        ErrorEvidence cut = Error(Symptom.ConnectionReset, 502, 1, Stopped.Time.AddSeconds(seconds)) with { First = Stopped.Time.AddSeconds(seconds) };
        ErrorEvidence refused = Error(Symptom.ConnectionRefused, 502, 4, Started.Time.AddSeconds(-9)) with { First = Stopped.Time.AddSeconds(3) };

        Finding[] found = Diagnoser.Diagnose(Healthy with { Errors = [cut, refused], Timeline = new GatewayTimeline { Events = [Stopped, Started] } }).Findings;

        Assert.Equal(outages, found.Count(finding => finding is { Cause: Cause.FpmNotRunning, ErrorCount: 5 }));
    }

    // Counts are by ten seconds, and spells by the second: what is over has its own first and last error.
    [Fact]
    public void EachTroubleHasItsOwnSeconds()
    {
        DateTime day = Now.Date.AddHours(2);
        ErrorEvidence refused = Error(Symptom.PermissionDenied, 502, 6, day.AddMinutes(30)) with
        {
            First = day.AddMinutes(10).AddSeconds(3),
            BucketInterval = TimeSpan.FromSeconds(10),
            Buckets = [new(day.AddMinutes(10), 2), new(day.AddMinutes(20), 3), new(day.AddMinutes(30), 1)],
            Spells = [new(day.AddMinutes(10).AddSeconds(3), day.AddMinutes(10).AddSeconds(5)), new(day.AddMinutes(20).AddSeconds(4), day.AddMinutes(20).AddSeconds(8)), new(day.AddMinutes(30), day.AddMinutes(30))],
        };
        ErrorEpisode middle = ErrorEpisode.Split([refused])[1];

        Assert.Equal((day.AddMinutes(20).AddSeconds(4), day.AddMinutes(20).AddSeconds(4)), middle.First);
        Assert.Equal((day.AddMinutes(20).AddSeconds(8), day.AddMinutes(20).AddSeconds(8)), middle.Last);
        Assert.Equal((3L, day.AddMinutes(20).AddSeconds(4), day.AddMinutes(20).AddSeconds(8)), (middle.Errors[0].Count, middle.Errors[0].First, middle.Errors[0].Last));
    }

    // The file of the socket was gone, and php-fpm ran, until it was restarted: however seldom somebody came.
    [Fact]
    public void OneLossIsOneTroubleHoweverSeldomSomebodyCame()
    {
        DateTime day = Now.Date.AddHours(2);
        TimelineEvent[] events = [Stopped with { Time = day.AddMinutes(40) }, Started with { Time = day.AddMinutes(40).AddSeconds(1) }];
        ErrorEvidence missing = Error(Symptom.SocketMissing, 502, 3, day.AddMinutes(38)) with { First = day, Buckets = [new(day, 1), new(day.AddMinutes(15), 1), new(day.AddMinutes(38), 1)] };

        Finding finding = Assert.Single(Diagnoser.Diagnose(Healthy with { Errors = [missing], Timeline = new GatewayTimeline { Events = events } }).Findings);

        Assert.Equal((Cause.SocketFileDeleted, 3L, day), (finding.Cause, finding.ErrorCount, finding.First));
    }

    private static Finding Past(int first, int last, params TimelineEvent[] events) => Assert.Single(Diagnoser.Diagnose(Healthy with
    {
        Errors = [Error(Symptom.ConnectionRefused, 502, 4, Now.AddMinutes(last)) with { First = Now.AddMinutes(first) }],
        Timeline = new GatewayTimeline { Events = events },
    }).Findings);
}
