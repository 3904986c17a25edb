using Nginx502.Diagnosis;
using Nginx502.Inspection;
using Nginx502.Linux;
using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>What began a minute ago is told since then, whatever came before it and looked the same.</summary>
public sealed class OnsetTests
{
    private static readonly DateTime Stop = Now.AddSeconds(-90);

    private static readonly FpmSocketFacts Gone = SocketFacts.Unix with { Listener = null, IsListed = false, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };

    private static readonly GatewayService Stopped = FpmService with { State = GatewayServiceState.Failed, Result = "signal", ExitSignal = "SIGKILL", ProcessId = null, Since = Stop };

    private static GatewaySnapshot Down => Healthy with { Sockets = [Gone], Services = [NginxService, Stopped], Configuration = Configuration("aligned", fpmMaster: null) };

    [Fact]
    public void ErrorsWhileItStillRanWereOfAnotherTrouble()
    {
        ErrorEvidence errors = Error(Symptom.ConnectionRefused, 502, 12, Now.AddSeconds(-4)) with { First = Now.AddMinutes(-8), Buckets = [new TimeBucket(Now.AddMinutes(-8), 9), new TimeBucket(Now.AddMinutes(-1), 3)] };

        Assert.StartsWith("shop.example: 3 errors since 03:28:30, last 4 s ago", Diagnoser.Diagnose(Down with { Errors = [errors] }).Verdict, StringComparison.Ordinal);
    }

    // What is over is told with its own errors, whatever fails now, and shows the same as when nothing does.
    [Fact]
    public void AnEarlierOutageIsToldWithItsOwnErrors()
    {
        DateTime before = Now.AddMinutes(-8);
        ErrorEvidence errors = Error(Symptom.ConnectionRefused, 502, 12, Now.AddSeconds(-4)) with { First = before, Buckets = [new TimeBucket(before, 9), new TimeBucket(Now.AddMinutes(-1), 3)], BucketInterval = TimeSpan.FromSeconds(10) };
        TimelineEvent stopped = new(before.AddSeconds(-2), TimelineEventKind.UnitStopped, "php8.2-fpm.service", "Stopped php8.2-fpm", "journalctl");
        GatewayTimeline timeline = new()
        {
            Events = [stopped, stopped with { Time = before.AddSeconds(30), Kind = TimelineEventKind.UnitStarted }, stopped with { Time = Stop, Kind = TimelineEventKind.UnitFailed, Text = "Failed with result 'signal'" }],
        };
        GatewayDiagnosis down = Diagnoser.Diagnose(Down with { Errors = [errors], Timeline = timeline });
        GatewayDiagnosis up = Diagnoser.Diagnose(Healthy with { Errors = [errors with { Count = 9, Last = before.AddSeconds(9), Buckets = [errors.Buckets[0]] }], Timeline = timeline with { Events = [.. timeline.Events.Take(2)] } });

        Assert.Equal(3, down.Findings[0].ErrorCount);
        Assert.Equal(["FpmNotRunning at shop.example (9 errors, the last 7 min ago)"], up.Past);
        Assert.Equal(up.Past, down.Past);
        Assert.EndsWith("It was started then.", down.Findings[^1].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void AUnitThatSystemdForgotWasStoppedWhenTheTimelineSaysSo()
    {
        ErrorEvidence errors = Error(Symptom.ConnectionRefused, 502, 12, Now.AddSeconds(-4)) with { First = Now.AddMinutes(-8), Buckets = [new TimeBucket(Now.AddMinutes(-8), 9), new TimeBucket(Now.AddMinutes(-1), 3)] };
        GatewayTimeline timeline = new() { Events = [new TimelineEvent(Stop, TimelineEventKind.UnitStopped, "php8.2-fpm.service", "Stopped", "journalctl")] };

        Assert.StartsWith(
            "shop.example: 3 errors since 03:28:30",
            Diagnoser.Diagnose(Down with { Services = [NginxService, Stopped with { Since = null }], Errors = [errors], Timeline = timeline }).Verdict,
            StringComparison.Ordinal);
    }

    // systemd tries it again every two seconds: no try of it ends or begins a trouble, whether it is called a start or not, and whatever a person changes meanwhile.
    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, -40)]
    public void WhatSystemdTriesInVainPartsNothing(bool isCalledStarted, int? touched)
    {
        DateTime ended = Now.AddSeconds(-80);
        SystemJournalEntry[] tries =
        [
            .. Enumerable.Range(0, 40).SelectMany(number => new[]
            {
                Entry(ended.AddSeconds(2 * number), SystemJournalEntry.RestartScheduled, "php8.2-fpm.service: Scheduled restart job, restart counter is at 1."),
                Entry(ended.AddSeconds(2 * number), SystemJournalEntry.UnitStopped, "Stopped php8.2-fpm.service."),
                Entry(ended.AddSeconds(2 * number), isCalledStarted ? SystemJournalEntry.UnitStarted : "0", "Started php8.2-fpm.service."),
                Entry(ended.AddSeconds(2 * number), SystemJournalEntry.ProcessExited, "php8.2-fpm.service: Main process exited, code=exited, status=78/CONFIG"),
                Entry(ended.AddSeconds(2 * number), SystemJournalEntry.UnitFailed, "php8.2-fpm.service: Failed with result 'exit-code'."),
            }).Skip(2),
        ];
        TimelineEvent changed = new(ended.AddSeconds(-1), TimelineEventKind.FileChanged, "/etc/php/8.2/fpm/php-fpm.conf", "it was written", "its own times");
        TimelineEvent[] changes = [changed, .. touched is { } seconds ? [changed with { Time = Now.AddSeconds(seconds), Subject = "/etc/php/8.2/fpm/conf.d/a.ini" }] : Array.Empty<TimelineEvent>()];
        TimelineEvent burst = new(ended.AddSeconds(1), TimelineEventKind.ErrorBurst, "unix:/run/php/php8.2-fpm.sock", "13 errors", "nginx's error log")
        {
            Symptom = Symptom.ConnectionRefused,
            Endpoint = SocketFacts.Unix.Endpoint,
            Parts = [new BurstPart(ended.AddSeconds(1), ended.AddSeconds(20), 11), new BurstPart(Now.AddSeconds(-3), Now.AddSeconds(-1), 2)],
        };
        GatewayTimeline timeline = new() { Events = [.. TimelineJoin.Join([.. UnitSource.EventsOf(tries), .. changes, burst])] };
        ErrorEvidence errors = Error(Symptom.ConnectionRefused, 502, 13, Now.AddSeconds(-1)) with
        {
            First = ended.AddSeconds(1),
            BucketInterval = TimeSpan.FromSeconds(1),
            Buckets = [.. Enumerable.Range(0, 11).Select(second => new TimeBucket(ended.AddSeconds(1 + second), 1)), new TimeBucket(Now.AddSeconds(-3), 1), new TimeBucket(Now.AddSeconds(-1), 1)],
            Spells = [new ErrorSpell(ended.AddSeconds(1), ended.AddSeconds(11)), new ErrorSpell(Now.AddSeconds(-3), Now.AddSeconds(-1))],
        };
        AnswerCount answers = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 13, ended.AddSeconds(1), Now.AddSeconds(-1)) { Episode = new FailureEpisode(ended.AddSeconds(1), 13, 13) };
        GatewayService again = Stopped with { State = GatewayServiceState.Activating, SubState = "auto-restart", IsAutoRestarting = true, Result = "exit-code", ExitSignal = null, ExitCode = 78, Since = Now.AddSeconds(-2) };
        ConfigurationTestResult test = Test("php-fpm", "/etc/php/8.2/fpm/php-fpm.conf", passed: false, isAsked: true, new ConfigurationDiagnostic(Severity.Error, "Refused", "unknown entry 'pm.max_childrn'", "/etc/php/8.2/fpm/php-fpm.conf", 4)) with { ProcessId = null };

        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Down with { Services = [NginxService, again], Errors = [errors], Answers = [answers], Timeline = timeline, ConfigurationTests = [test] });

        Assert.Equal((Cause.FpmConfigurationInvalid, 13L, ended.AddSeconds(1)), (diagnosis.Findings[0].Cause, diagnosis.Findings[0].ErrorCount, diagnosis.Findings[0].First));
        Assert.StartsWith("shop.example: 100 % 502 (13 of 13) since 03:28:41, last 1 s ago", diagnosis.Verdict, StringComparison.Ordinal);
        Assert.Equal((changed, TimeSpan.FromSeconds(2)), (diagnosis.Findings[0].Trigger, diagnosis.Findings[0].TriggerLead));
    }

    // Without a journal, all that is known is that systemd tried it a moment ago.
    [Theory]
    [InlineData(true, "12 errors since 03:22:00")]
    [InlineData(false, "3 errors since 03:29:58")]
    public void TheLastTryOfSystemdIsNoBeginning(bool isTriedAgain, string expected)
    {
        ErrorEvidence errors = Error(Symptom.ConnectionRefused, 502, 12, Now.AddSeconds(-1)) with { First = Now.AddMinutes(-8), Buckets = [new TimeBucket(Now.AddMinutes(-8), 9), new TimeBucket(Now.AddMinutes(-1), 3)] };
        GatewayService again = Stopped with { State = isTriedAgain ? GatewayServiceState.Activating : GatewayServiceState.Failed, IsAutoRestarting = isTriedAgain, Since = Now.AddSeconds(-2) };

        Assert.Contains(expected, Diagnoser.Diagnose(Down with { Services = [NginxService, again], Errors = [errors] }).Verdict, StringComparison.Ordinal);
    }

    // Once it is mended, what was tried meanwhile is of one outage.
    [Fact]
    public void WhatWasTriedInVainIsOneOutageOnceItIsOver()
    {
        DateTime ended = Now.AddMinutes(-8);
        TimelineEvent failed = new(ended, TimelineEventKind.UnitFailed, "php8.2-fpm.service", "Failed with result 'exit-code'", "journalctl");
        ErrorEvidence errors = Error(Symptom.ConnectionRefused, 502, 12, ended.AddSeconds(59)) with { First = ended.AddSeconds(1) };
        GatewayTimeline timeline = new() { Events = [failed, failed with { Time = ended.AddSeconds(30) }, failed with { Time = ended.AddSeconds(45) }, failed with { Time = ended.AddSeconds(60), Kind = TimelineEventKind.UnitStarted }] };

        Assert.Contains("did not run from 03:22:00 to 03:23:00", Diagnoser.Diagnose(Healthy with { Errors = [errors], Timeline = timeline }).Findings[0].Explanation, StringComparison.Ordinal);
    }

    // The log has the second, systemd its fractions.
    [Fact]
    public void ErrorsOfTheSecondInWhichItEndedAreOfIt()
    {
        ErrorEvidence errors = Error(Symptom.ConnectionRefused, 502, 4, Stop) with { First = Stop };

        Assert.StartsWith("shop.example: 4 errors since ", Diagnoser.Diagnose(Down with { Services = [NginxService, Stopped with { Since = Stop.AddMilliseconds(600) }], Errors = [errors], Time = Stop.AddSeconds(1) }).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void TheAccessLogOfBothIsNotOfTheLast()
    {
        ErrorEvidence errors = Error(Symptom.ConnectionRefused, 502, 12, Now.AddSeconds(-4)) with { First = Now.AddMinutes(-8), Buckets = [new TimeBucket(Now.AddMinutes(-8), 9), new TimeBucket(Now.AddMinutes(-1), 3)] };
        AnswerCount both = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 12, Now.AddMinutes(-8), Now.AddSeconds(-4)) { Episode = new FailureEpisode(Now.AddMinutes(-8), 12, 14) };
        AnswerCount last = both with { Episode = new FailureEpisode(Stop.AddSeconds(2), 3, 3) };

        Assert.Contains("3 errors since 03:28:30", Diagnoser.Diagnose(Down with { Errors = [errors], Answers = [both] }).Verdict, StringComparison.Ordinal);
        Assert.Contains("100 % 502 (3 of 3) since 03:28:32", Diagnoser.Diagnose(Down with { Errors = [errors], Answers = [last] }).Verdict, StringComparison.Ordinal);
    }

    // Two of a kind within minutes, in a log that sites share: what somebody loaded in a while without errors parts them. Who comes seldom leaves such whiles too.
    [Theory]
    [InlineData(120, 0, "3 errors since 03:29:50")]
    [InlineData(120, null, "9 errors since 03:27:20")]
    [InlineData(120, 30, "9 errors since 03:27:20")]
    public void WhatWasLoadedInAWhileWithoutErrorsPartsThem(int secondsBefore, int? everySeconds, string expected)
    {
        DateTime earlier = Now.AddSeconds(-40 - secondsBefore);
        TimeBucket[] before = everySeconds is > 0 and var every ? [.. Enumerable.Range(0, 6).Select(index => new TimeBucket(earlier.AddSeconds(every * index / 2), 1))] : [new TimeBucket(earlier, 6)];
        ErrorEvidence errors = Error(Symptom.HeaderTooBig, 502, 9, Now.AddSeconds(-1)) with { First = earlier, Buckets = [.. before, new TimeBucket(Now.AddSeconds(-10), 3)], BucketInterval = TimeSpan.FromSeconds(10) };
        GatewayTimeline timeline = new() { Events = everySeconds is null ? [] : [new TimelineEvent(Now.AddSeconds(-50), TimelineEventKind.NginxReloaded, "nginx", "it was reloaded", "nginx's error log")] };

        Assert.Contains(expected, Diagnoser.Diagnose(Healthy with { Errors = [errors], Timeline = timeline }).Verdict, StringComparison.Ordinal);
    }

    // Counts are by ten seconds, and spells by the second.
    [Fact]
    public void TheSecondTroubleIsToldByTheSecond()
    {
        DateTime earlier = Now.AddMinutes(-3);
        ErrorEvidence errors = Error(Symptom.HeaderTooBig, 502, 9, Now.AddSeconds(-1)) with
        {
            First = earlier,
            Buckets = [new TimeBucket(earlier, 6), new TimeBucket(Now.AddSeconds(-10), 3)],
            BucketInterval = TimeSpan.FromSeconds(10),
            Spells = [new ErrorSpell(earlier, earlier.AddSeconds(8)), new ErrorSpell(Now.AddSeconds(-7), Now.AddSeconds(-1))],
        };
        GatewayTimeline timeline = new() { Events = [new TimelineEvent(Now.AddSeconds(-50), TimelineEventKind.NginxReloaded, "nginx", "it was reloaded", "nginx's error log")] };

        Assert.StartsWith("shop.example: 3 errors since 03:29:53, last 1 s ago", Diagnoser.Diagnose(Healthy with { Errors = [errors], Timeline = timeline }).Verdict, StringComparison.Ordinal);
    }

    // A reload in vain parts nothing of what comes once a minute, and the first of many troubles is not taken for their rhythm.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AReloadInVainPartsNothing(bool hasBursts)
    {
        DateTime first = Now.AddMinutes(-40);
        TimeBucket[] buckets = [.. Enumerable.Range(0, 41).Select(minute => new TimeBucket(first.AddMinutes(minute), 1))];
        ErrorEvidence errors = Error(Symptom.ConnectionReset, 502, 41, Now) with { First = first, Buckets = buckets, BucketInterval = TimeSpan.FromSeconds(10) };
        TimelineEvent burst = new(first, TimelineEventKind.ErrorBurst, "unix:/run/php/php8.2-fpm.sock", "41 errors", "nginx's error log")
        {
            Symptom = errors.Symptom,
            Endpoint = errors.Endpoint,
            Parts = [.. buckets.Select(bucket => new BurstPart(bucket.Start, bucket.Start, 1))],
        };
        TimelineEvent reload = new(Now.AddMinutes(-9.5), TimelineEventKind.NginxReloaded, "nginx", "it was reloaded", "nginx's error log");
        GatewayTimeline timeline = new() { Events = [.. TimelineJoin.Join(hasBursts ? [burst, reload] : [reload])] };
        Assert.Equal(hasBursts ? 3 : 1, timeline.Events.Length);

        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Healthy with { Errors = [errors], Timeline = timeline });

        Finding finding = Assert.Single(diagnosis.Findings);
        Assert.Equal((Cause.Unknown, true, 41L), (finding.Cause, finding.IsPresent, finding.ErrorCount));
        Assert.Contains("41 errors since 02:50:00", diagnosis.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherTroubleAMomentBeforeIsNotCounted()
    {
        ErrorEvidence before = Error(Symptom.ConnectionClosedEarly, 502, 3, Now.AddSeconds(-30));
        ErrorEvidence errors = Error(Symptom.HeaderTooBig, 502, 4, Now.AddSeconds(-1));
        AnswerCount both = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 7, Now.AddSeconds(-33), Now.AddSeconds(-1)) { Episode = new FailureEpisode(Now.AddSeconds(-33), 7, 11) };

        Assert.StartsWith("shop.example: 4 errors since 03:29:55", Diagnoser.Diagnose(Healthy with { Errors = [before, errors], Answers = [both] }).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatWasMendedBetweenPartsThem()
    {
        ErrorEvidence errors = Error(Symptom.HeaderTooBig, 502, 30, Now.AddSeconds(-1)) with { First = Now.AddMinutes(-9), Buckets = [new TimeBucket(Now.AddMinutes(-9), 20), new TimeBucket(Now.AddMinutes(-3), 10)] };
        AnswerCount again = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 30, Now.AddMinutes(-9), Now.AddSeconds(-1)) { Episode = new FailureEpisode(Now.AddMinutes(-3), 10, 40) };

        Assert.StartsWith("shop.example: 25 % 502 (10 of 40) since 03:27:00", Diagnoser.Diagnose(Healthy with { Errors = [errors], Answers = [again] }).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void LinesOfAnEarlierTroubleAreShownLastAndNotWhereThereAreOthers()
    {
        LogExcerpt[] lines = [new(NginxLog, 9, Now.AddSeconds(-4), "the last"), new(NginxLog, 8, Now.AddSeconds(-5), "the first")];
        ErrorEvidence errors = Error(Symptom.ConnectionReset, 502, 12, Now.AddSeconds(-4)) with { First = Now.AddMinutes(-50), Samples = lines };
        FpmEventEvidence before = Event(FpmLogEvent.ExecutionTimedOut, Now.AddMinutes(-50));
        FpmEventEvidence now = Event(FpmLogEvent.ExecutionTimedOut, Now.AddSeconds(-4)) with { Samples = [new LogExcerpt(FpmLog, 5, Now.AddSeconds(-4), "ended"), .. before.Samples] };
        AnswerCount again = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 12, Now.AddMinutes(-50), Now.AddSeconds(-4)) { Episode = new FailureEpisode(Now.AddSeconds(-5), 2, 40) };

        Finding finding = Diagnoser.Diagnose(Healthy with { Errors = [errors], FpmEvents = [now], Answers = [again] }).Findings[0];

        Assert.Equal(["ended", "the last", "the first"], finding.Evidence.Where(piece => piece.Time is not null).Select(piece => piece.Text));
    }

    [Theory]
    [InlineData(1, "1 earlier")]
    [InlineData(2, "1 2 earlier")]
    [InlineData(3, "1 2 3")]
    public void OfAnEarlierTroubleIsShownWhatFillsThreeLines(int pieces, string expected)
    {
        FindingEvidence[] own = [.. Enumerable.Range(1, pieces).Select(number => new FindingEvidence("kernel", $"{number}", Time: Now))];
        Finding finding = Diagnoser.Diagnose(Healthy with { Errors = [Error(Symptom.ConnectionReset, 502, 1, Now)] }).Findings[0] with { Evidence = [new FindingEvidence("nginx's error log", "earlier", Time: Now.AddMinutes(-5)), .. own] };

        Assert.Equal(expected, string.Join(' ', EvidenceOrder.Apply(finding, Now.AddMinutes(-1)).Evidence.Select(piece => piece.Text)));
    }

    // It ended before the first visitor met that.
    [Fact]
    public void WhatAServiceIsIsNoEarlierTrouble()
    {
        FindingEvidence[] own = [.. Enumerable.Range(1, 3).Select(number => new FindingEvidence("kernel", $"{number}", Time: Now))];
        Finding finding = Diagnoser.Diagnose(Healthy with { Errors = [Error(Symptom.ConnectionReset, 502, 1, Now)] }).Findings[0] with { Evidence = [new FindingEvidence(FindingEvidence.Service, "ended", Time: Now.AddMinutes(-5)), .. own] };

        Assert.Equal("ended 1 2 3", string.Join(' ', EvidenceOrder.Apply(finding, Now.AddMinutes(-1)).Evidence.Select(piece => piece.Text)));
    }

    private static SystemJournalEntry Entry(DateTime time, string id, string message) => SystemJournalEntry.Parse(
        $$"""{"__REALTIME_TIMESTAMP":"{{(time.ToUniversalTime() - DateTime.UnixEpoch).Ticks / 10}}","MESSAGE_ID":"{{id}}","UNIT":"php8.2-fpm.service","MESSAGE":"{{message}}"}""")!;
}
