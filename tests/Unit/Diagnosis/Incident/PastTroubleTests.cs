using Nginx502.Diagnosis;
using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>What is over is told by cause and site, and its errors once.</summary>
public sealed class PastTroubleTests
{
    private static readonly FpmEndpoint Shop = FpmEndpoint.Parse("/run/php/shop.sock");
    private static readonly FpmEndpoint Blog = FpmEndpoint.Parse("/run/php/blog.sock");

    [Fact]
    public void CausesOfTheSameErrorsAreToldTogether() => Assert.Equal(
        ["WorkerCrashed or ReloadKillsRequests at shop.example (12 errors, the last 5 min ago)"],
        Lines(Over(Cause.WorkerCrashed, 12, 300), Over(Cause.ReloadKillsRequests, 12, 300)));

    [Fact]
    public void OthersAreToldApartTheLastFirst() => Assert.Equal(
        ["ReloadKillsRequests at shop.example (1 error, the last 4 min ago)", "WorkerCrashed at shop.example (12 errors, the last 5 min ago)"],
        Lines(Over(Cause.WorkerCrashed, 12, 300), Over(Cause.ReloadKillsRequests, 1, 240)));

    [Fact]
    public void OneCauseOfSeveralSitesIsOneLine() => Assert.Equal(
        ["WorkerCrashed at shop.example, blog.example (15 errors, the last 5 s ago)"],
        Lines(Over(Cause.WorkerCrashed, 12, 300), Over(Cause.WorkerCrashed, 3, 5) with { Endpoint = Blog, Servers = ["blog.example"] }));

    // Errors of two troubles are not told as those of one.
    [Fact]
    public void OneCauseAtSeveralTimesSaysSo() => Assert.Equal(
        ["WorkerCrashed at shop.example, blog.example (2 times, 18 errors, the last 5 s ago)"],
        Lines(Over(Cause.WorkerCrashed, 12, 300), Over(Cause.WorkerCrashed, 3, 5), Over(Cause.WorkerCrashed, 3, 60) with { Endpoint = Blog, Servers = ["blog.example"] }));

    [Fact]
    public void WhatHasNoCauseIsNamedByItsSymptoms() => Assert.Equal(
        ["ConnectionRefused at unix:/run/php/shop.sock (3 errors, the last at 11-25 00:30)"],
        Lines(Over(Cause.AllHealthyNow, 3, 10800) with { Servers = [], Symptoms = [Symptom.ConnectionRefused] }));

    [Fact]
    public void WhatHasNoErrorsIsNamedAlone() => Assert.Equal(["LogsElsewhere at shop.example"], Lines(Over(Cause.LogsElsewhere, 0, null)));

    [Fact]
    public void WhatIsPresentIsNotOver() => Assert.Empty(Lines(Over(Cause.WorkerCrashed, 12, 300) with { IsPresent = true }));

    [Fact]
    public void AVerdictNamesTheLastAndCountsTheOthers()
    {
        ErrorEvidence refused = Error(Symptom.ConnectionRefused, 502, 4, Now.AddMinutes(-30));
        ErrorEvidence tooBig = Error(Symptom.HeaderTooBig, 502, 9, Now.AddMinutes(-60));
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Healthy with { Errors = [tooBig, refused] });

        Assert.Equal("Healthy now. Over: ConnectionRefused at shop.example, 4 errors, the last 30 min ago; 1 other trouble before that.", diagnosis.Verdict);
        Assert.Equal(["ConnectionRefused at shop.example (4 errors, the last 30 min ago)", "HeaderTooBig at shop.example (9 errors, the last 60 min ago)"], diagnosis.Past);
    }

    // Six minutes lie between, and somebody loaded something in them: that may have been two troubles. Where nobody did, it may have been one.
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void TwoTimesOfOneSymptomAreTwoLinesWhereItWasMendedBetween(bool isLoaded, int lines)
    {
        DateTime day = Now.Date.AddHours(2);
        ErrorEvidence denied = Error(Symptom.PermissionDenied, 502, 9, day.AddMinutes(6).AddSeconds(20)) with
        {
            First = day,
            BucketInterval = TimeSpan.FromSeconds(10),
            Buckets = [new(day, 2), new(day.AddSeconds(10), 3), new(day.AddMinutes(6), 2), new(day.AddMinutes(6).AddSeconds(10), 2)],
        };
        TimelineEvent[] events = isLoaded ? [new(day.AddMinutes(2), TimelineEventKind.NginxReloaded, "nginx", "it was reloaded", "nginx's error log")] : [];

        string[] past = Diagnoser.Diagnose(Healthy with { Errors = [denied], Timeline = new GatewayTimeline { Events = events } }).Past;

        Assert.Equal(lines, past.Length);
        Assert.StartsWith($"PermissionDenied at shop.example ({(isLoaded ? 4 : 9)} errors", past[0], StringComparison.Ordinal);
    }

    // One time of one symptom at two sites is one trouble, and of very many it is enough to say how often.
    [Theory]
    [InlineData(1, 30, "SocketMissing at blog.example, shop.example (2 errors, the last 60 s ago)")]
    [InlineData(5, 600, "SocketMissing at shop.example (5 times, 5 errors, the last 60 s ago)")]
    public void OneTimeOfASymptomIsOneLine(int times, int secondsBetween, string expected)
    {
        Finding over = Over(Cause.AllHealthyNow, 1, 60) with { Symptoms = [Symptom.SocketMissing], First = Now.AddSeconds(-60) };
        Finding[] all = times == 1
            ? [over, over with { Endpoint = Blog, Servers = ["blog.example"], First = Now.AddSeconds(-60 - secondsBetween), Last = Now.AddSeconds(-60 - secondsBetween) }]
            : [.. Enumerable.Range(0, times).Select(time => over with { First = Now.AddSeconds(-60 - (time * secondsBetween)), Last = Now.AddSeconds(-60 - (time * secondsBetween)) })];

        Assert.Equal([expected], Lines(all));
    }

    // What is over at the blog has nothing to do with the pool of the shop that is full now.
    [Fact]
    public void WhatIsOverElsewhereStaysInTheList()
    {
        Finding full = Over(Cause.PoolExhausted, 4, 1) with { IsPresent = true, First = Now.AddMinutes(-9) };
        Finding over = Over(Cause.ReadTimeoutTooShort, 3, 300) with { Endpoint = null, Servers = ["blog.example"] };

        Assert.Equal([Cause.PoolExhausted, Cause.ReadTimeoutTooShort], FindingOrder.Sort([full, over], 7).Select(finding => finding.Cause));
        Assert.Equal([Cause.PoolExhausted], FindingOrder.Sort([full, over with { Servers = ["shop.example"] }], 7).Select(finding => finding.Cause));
    }

    // Whoever found no nginx left no line: systemd alone tells of that time.
    [Fact]
    public void ATimeWithoutNginxIsToldThoughNoErrorIs()
    {
        TimelineEvent failed = new(Now.AddMinutes(-30), TimelineEventKind.UnitFailed, "nginx.service", "Failed with result 'signal'.", "journalctl");
        TimelineEvent started = failed with { Time = Now.AddMinutes(-20), Kind = TimelineEventKind.UnitStarted, Text = string.Empty };
        TimelineEvent stopped = failed with { Time = Now.AddMinutes(-10), Kind = TimelineEventKind.UnitStopped, Text = string.Empty };
        TimelineEvent again = started with { Time = Now.AddMinutes(-5) };
        GatewayDiagnosis one = Diagnoser.Diagnose(Healthy with { Timeline = new GatewayTimeline { Events = [failed, started] } });
        GatewayDiagnosis two = Diagnoser.Diagnose(Healthy with { Timeline = new GatewayTimeline { Events = [failed, started, stopped, again] } });

        Assert.Equal("Healthy now. Over: nginx itself does not run, from 03:00:00 to 03:10:00.", one.Verdict);
        Assert.Equal(["NginxNotRunning (from 03:00:00 to 03:10:00)"], one.Past);
        Assert.Equal(["NginxNotRunning (2 times, the last from 03:20:00 to 03:25:00)"], two.Past);
    }

    [Fact]
    public void WhileAnotherNginxServedNothingWasDown()
    {
        TimelineEvent failed = new(Now.AddMinutes(-30), TimelineEventKind.UnitFailed, "nginx.service", "Failed with result 'exit-code'.", "journalctl");
        TimelineEvent started = failed with { Time = Now.AddMinutes(-20), Kind = TimelineEventKind.UnitStarted };
        GatewaySnapshot down = Healthy with { Timeline = new GatewayTimeline { Events = [failed, started] } };
        ErrorEvidence asked = Error(Symptom.HeaderTooBig, 502, 1, Now.AddMinutes(-25));

        Assert.DoesNotContain(Diagnoser.Diagnose(down with { Errors = [asked] }).Findings, finding => finding.Cause == Cause.NginxNotRunning);
        Assert.DoesNotContain(Diagnoser.Diagnose(down with { Services = [.. Healthy.Services, NginxService with { Name = "other", Unit = "other.service" }] }).Findings, finding => finding.Cause == Cause.NginxNotRunning);
    }

    // What is of another day says so.
    [Fact]
    public void AnOutageOverMidnightHasItsDates() => Assert.Equal("from 11-24 23:50:00 to 11-25 00:10:00", OutageTime.Text(Now, Now.Date.AddMinutes(-10), Now.Date.AddMinutes(10)));

    // One page is slow for ever, and visitors of the others are served.
    [Fact]
    public void GoodAnswersOfOtherPagesDoNotEndASlowOne()
    {
        ErrorEvidence slow = Error(Symptom.ResponseTimedOut, 504, 150, Now.AddSeconds(-1)) with { Outcome = new RequestOutcome(148, 148, 400) };

        Assert.True(Diagnoser.Diagnose(Healthy with { Errors = [slow] }).IsHealthy);
        Assert.False(Diagnoser.Diagnose(Healthy with { Errors = [slow with { Outcome = slow.Outcome with { IsLastUntried = true } }] }).IsHealthy);
    }

    // The address is that of a pool that others reach in order: what spoke another protocol to it is gone.
    [Fact]
    public void AnUpstreamThatTheConfigurationNamesNoMoreIsOver()
    {
        ErrorEvidence spoken = Error(Symptom.ConnectionReset, 502, 4, Now.AddSeconds(-10)) with { Upstream = "http://unix:/run/php/php8.2-fpm.sock:/", Endpoint = null };

        Assert.True(Diagnoser.Diagnose(Healthy with { Errors = [spoken] }).IsHealthy);
        Assert.False(Diagnoser.Diagnose(Healthy with { Errors = [spoken with { Upstream = "fastcgi://unix:/run/php/php8.2-fpm.sock:", Endpoint = SocketFacts.Unix.Endpoint }] }).IsHealthy);
    }

    // A request that ran into its time limit, and a worker that crashed at another time, have their own errors; what came at no such time is of neither.
    [Fact]
    public void EndsOfSeveralKindsShareTheErrorsByWhatTheyEnded()
    {
        ErrorEvidence reset = Error(Symptom.ConnectionReset, 502, 7, Now.AddMinutes(-30)) with { First = Now.AddMinutes(-40) };
        FpmEventEvidence timedOut = Event(FpmLogEvent.ExecutionTimedOut, Now.AddMinutes(-40)) with { Count = 4 };
        FpmEventEvidence told = Event(FpmLogEvent.ChildExitedOnSignal, Now.AddMinutes(-40)) with { Count = 4, Signal = 15 };
        FpmEventEvidence crashed = Event(FpmLogEvent.ChildExitedOnSignal, Now.AddMinutes(-30)) with { Count = 3, Signal = 11 };

        Finding[] both = Diagnoser.Diagnose(Healthy with { Errors = [reset], FpmEvents = [timedOut, told, crashed] }).Findings;
        Finding[] one = Diagnoser.Diagnose(Healthy with { Errors = [reset], FpmEvents = [timedOut, told] }).Findings;

        Assert.Equal((4L, 3L), (both.Single(finding => finding.Cause == Cause.TerminateTimeoutTooShort).ErrorCount, both.Single(finding => finding.Cause == Cause.WorkerCrashed).ErrorCount));
        Assert.Equal(4, one.Single(finding => finding.Cause == Cause.TerminateTimeoutTooShort).ErrorCount);
    }

    // Two sites share the pool, and workers died of requests of one of them.
    [Theory]
    [InlineData(FpmLogEvent.ChildExitedOnSignal, 11, Cause.WorkerCrashed)]
    [InlineData(FpmLogEvent.ExecutionTimedOut, null, Cause.TerminateTimeoutTooShort)]
    [InlineData(FpmLogEvent.Reloading, null, Cause.ReloadKillsRequests)]
    public void ASiteWithoutAFailedRequestIsNotNamed(FpmLogEvent end, int? signal, Cause cause)
    {
        DateTime time = Now.AddMinutes(-30);
        NginxUpstream shop = Healthy.Configuration.Upstreams[0];
        NginxUpstream blog = new()
        {
            Server = "blog.example",
            ServerNames = ["blog.example"],
            Location = shop.Location,
            Directive = shop.Directive,
            Protocol = shop.Protocol,
            Upstream = shop.Upstream,
            Servers = shop.Servers,
            Path = shop.Path,
            LineNumber = 20,
            MasterConfigurationPath = shop.MasterConfigurationPath,
        };
        GatewaySnapshot shared = Healthy with
        {
            Configuration = Healthy.Configuration with { Upstreams = [shop, blog] },
            Errors = [Error(Symptom.ConnectionReset, 502, 1, time) with { Samples = [new LogExcerpt(NginxLog, 9, time, "reset")] }],
            FpmEvents = [Event(end, time) with { Signal = signal }],
        };

        Assert.Equal(["shop.example"], Diagnoser.Diagnose(shared).Findings.Single(finding => finding.Cause == cause).Servers);
        Assert.Equal(["blog.example", "shop.example"], Diagnoser.Diagnose(shared with { Errors = [.. shared.Errors.Select(error => error with { Server = null })] }).Findings.Single(finding => finding.Cause == cause).Servers.Order());
    }

    // What is over explains nothing that came afterwards: an upstream of another protocol, at the same address.
    [Fact]
    public void ErrorsAfterATroubleThatIsOverAreOfAnother()
    {
        ErrorEvidence crash = Error(Symptom.ConnectionReset, 502, 3, Now.AddMinutes(-40));
        ErrorEvidence later = Error(Symptom.ConnectionReset, 502, 2, Now.AddMinutes(-4)) with { Upstream = "http://unix:/run/php/php8.2-fpm.sock:/" };
        FpmEventEvidence crashed = Event(FpmLogEvent.ChildExitedOnSignal, Now.AddMinutes(-40)) with { Count = 3, Signal = 11 };

        string[] past = Diagnoser.Diagnose(Healthy with { Errors = [crash, later], FpmEvents = [crashed] }).Past;

        Assert.StartsWith("ConnectionReset at shop.example (2 errors, the last 4 min ago)", past[0], StringComparison.Ordinal);
        Assert.StartsWith("WorkerCrashed at shop.example (3 errors", past[1], StringComparison.Ordinal);
    }

    // A php-fpm that was stopped took with it what its workers died of.
    [Theory]
    [InlineData(-2, false)]
    [InlineData(-60, true)]
    public void ACrashBeforeTheEndOfItsPhpFpmIsOver(int endedSeconds, bool isPresent)
    {
        GatewaySnapshot snapshot = Healthy with
        {
            Configuration = Healthy.Configuration with { Fpm = [.. Healthy.Configuration.Fpm.Select(fpm => fpm with { LoadedAt = null })] },
            Errors = [Error(Symptom.ConnectionReset, 502, 1, Now.AddSeconds(-10))],
            FpmEvents = [Event(FpmLogEvent.ChildExitedOnSignal, Now.AddSeconds(-10)) with { Signal = 9 }],
            Timeline = new GatewayTimeline { Events = [new TimelineEvent(Now.AddSeconds(endedSeconds), TimelineEventKind.UnitStopped, "php8.2-fpm.service", "it was stopped", "systemd's journal")] },
        };

        Assert.Equal(isPresent, Diagnoser.Diagnose(snapshot).Findings.Single(finding => finding.Cause == Cause.WorkerCrashed).IsPresent);
    }

    // The log of nginx was emptied since: what it says now is of something else.
    [Fact]
    public void ErrorsThatCameLongAfterAnEndAreNotOfIt()
    {
        FpmEventEvidence crashed = Event(FpmLogEvent.ChildExitedOnSignal, Now.AddMinutes(-40)) with { Count = 4, Signal = 11 };

        Finding found = Diagnoser.Diagnose(Healthy with { Errors = [Error(Symptom.ConnectionReset, 502, 3, Now.AddMinutes(-30))], FpmEvents = [crashed] }).Findings.Single(finding => finding.Cause == Cause.WorkerCrashed);

        Assert.Equal((0L, false), (found.ErrorCount, found.IsPresent));
        Assert.DoesNotContain(found.Evidence, evidence => evidence.Source == "nginx's error log");
    }

    // Of resets of a whole day, those in the seconds of a reload are the reload's.
    [Fact]
    public void AReloadEndedNoMoreThanCameWithIt()
    {
        DateTime reload = Now.AddMinutes(-30);
        ErrorEvidence reset = Error(Symptom.ConnectionReset, 502, 22, reload) with
        {
            First = Now.AddHours(-9),
            Samples = [new LogExcerpt(NginxLog, 9, reload, "reset")],
            Buckets = [new TimeBucket(Now.AddHours(-9), 19), new TimeBucket(reload, 3)],
        };

        Finding finding = Assert.Single(Diagnoser.Diagnose(Healthy with { Errors = [reset], FpmEvents = [Event(FpmLogEvent.Reloading, reload)] }).Findings);

        Assert.Equal((Cause.ReloadKillsRequests, 3L, reload), (finding.Cause, finding.ErrorCount, finding.First));
    }

    private static string[] Lines(params Finding[] findings) => [.. PastTrouble.Of(findings).Select(trouble => trouble.Line(Now))];

    private static Finding Over(Cause cause, long errors, int? secondsAgo) => new()
    {
        Cause = cause,
        Severity = Severity.Warning,
        Confidence = Confidence.Likely,
        ConfidenceReason = string.Empty,
        IsPresent = false,
        Explanation = string.Empty,
        Endpoint = Shop,
        Servers = ["shop.example"],
        ErrorCount = errors,
        Last = secondsAgo is { } seconds ? Now.AddSeconds(-seconds) : null,
    };
}
