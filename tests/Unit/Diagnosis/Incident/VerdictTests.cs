using Nginx502.Diagnosis;
using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>The answer in a line says what is known, and no more: of a machine that was not seen nothing is called healthy.</summary>
public sealed class VerdictTests
{
    private static readonly string[] Unseen = ["nginx was not seen", "an answer of php-fpm was not seen", "nginx's error log was not seen", "an answer of php-fpm and nginx's error log were not seen"];

    [Fact]
    public void WhatWasSeenAndHasNoErrorIsHealthy()
    {
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Healthy);

        Assert.Equal((true, true, "Healthy: nginx reaches php-fpm, and no errors were found."), (diagnosis.IsHealthy, diagnosis.IsDecided, diagnosis.Verdict));
    }

    // limit_req and a maintenance of the application turn visitors away, and nothing failed.
    [Fact]
    public void WhoeverIsTurnedAwayWithoutAFailureIsTold()
    {
        AnswerCount limited = new("/var/log/nginx/blog.log", "blog.example", [], 503, 8, Now.AddMinutes(-1), Now.AddSeconds(-2)) { Episode = new FailureEpisode(Now.AddMinutes(-1), 8, 8) };
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Healthy with { Answers = [limited] });

        Assert.Equal((true, "Healthy: nginx reaches php-fpm. blog.example: 8 answers 503 since 03:29:00, last 2 s ago; the application gives them, or nginx itself, as by a limit: no failure between the two was seen."), (diagnosis.IsHealthy, diagnosis.Verdict));
        ErrorEvidence over = new(Symptom.PhpFatalError, null, null, SocketFacts.Unix.Endpoint, "shop.example", 3, Now.AddMinutes(-8), Now.AddMinutes(-7), []);
        Assert.Matches("^Healthy now\\. Over: .*\\. blog\\.example: 8 answers 503 since ", Diagnoser.Diagnose(Healthy with { Errors = [over], Answers = [limited] }).Verdict);
        Assert.EndsWith("no errors were found.", Diagnoser.Diagnose(Healthy with { Answers = [limited with { Last = Now.AddMinutes(-5), Episode = new FailureEpisode(Now.AddMinutes(-9), 8, 8) }] }).Verdict, StringComparison.Ordinal);
    }

    // error_log at crit: of these visitors the access log alone tells.
    [Fact]
    public void WhatTheErrorLogHidesTheAccessLogTells()
    {
        GatewaySnapshot down = Healthy with { Sockets = [SocketFacts.Unix with { Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)], Listener = null }] };
        string server = Diagnoser.Diagnose(down).Findings[0].Servers[0];
        ErrorEvidence before = new(Symptom.ConnectionRefused, 502, null, SocketFacts.Unix.Endpoint, server, 3, Now.AddMinutes(-8), Now.AddMinutes(-7), []);
        AnswerCount answers = new("/var/log/nginx/access.log", server, [], 502, 13, Now.AddMinutes(-8), Now.AddSeconds(-4)) { Episode = new FailureEpisode(Now.AddMinutes(-8), 13, 13) };

        Assert.DoesNotContain("no error was seen yet", Diagnoser.Diagnose(down with { Errors = [before], Answers = [answers] }).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatWasNotSeenIsNotDecided()
    {
        GatewaySnapshot[] snapshots =
        [
            Healthy with { Configuration = new GatewayConfiguration(), Sockets = [], Logs = [] },
            Healthy with { Sockets = [] },
            Healthy with { NotSeen = [new NotSeen("what nginx's error logs say", "it was not done within 5 s", "Give it longer.")] },
            Healthy with { Sockets = [], Logs = [] },
        ];

        Assert.Equal(Unseen.Select(what => (false, false, $"Not decided: {what}.")), snapshots.Select(Diagnoser.Diagnose).Select(diagnosis => (diagnosis.IsHealthy, diagnosis.IsDecided, diagnosis.Verdict)));
    }

    // A busy machine reads its logs slowly: that no error was seen would be no news then.
    [Fact]
    public void LogsThatWereNotReadTellOfNoErrors()
    {
        NotSeen late = new("what nginx's error logs say", "it was not done within 5 s", NotSeen.Longer);
        GatewaySnapshot down = Healthy with { Sockets = [SocketFacts.Unix with { Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)], Listener = null }] };

        Assert.Contains("no error was seen yet; the next visitor gets one", Diagnoser.Diagnose(down).Verdict, StringComparison.Ordinal);
        Assert.Contains("nginx's error logs were not read; the next visitor gets one", Diagnoser.Diagnose(down with { NotSeen = [late] }).Verdict, StringComparison.Ordinal);
        Assert.Contains(
            "no error was seen, as may be with a full disk; the next visitor gets one",
            Diagnoser.Diagnose(down with { Resources = Machine with { FileSystems = [Disk(100, 0, 0, 500) with { Uses = ["logs of nginx"] }] } }).Verdict,
            StringComparison.Ordinal);
        Assert.Equal("Not decided: nginx's error log was not seen in time (a longer -Timeout shows it).", Diagnoser.Diagnose(Healthy with { NotSeen = [late] }).Verdict);
    }

    [Fact]
    public void ASiteThatWasAskedForIsToldByItsAnswer() => Assert.StartsWith(
        "shop.example: http://shop.example/e503.php answers 503 now",
        Diagnoser.Diagnose(Healthy with { Probes = [new SiteProbe { Uri = "http://shop.example/e503.php", Status = 503, Time = Now }] }).Verdict,
        StringComparison.Ordinal);

    [Fact]
    public void WhatIsOverIsNotCalledHealthyWhereTheRestWasNotSeen()
    {
        string verdict = Diagnoser.Diagnose(Healthy with { Sockets = [], Errors = [Error(Symptom.ConnectionRefused, 502, 3, Now.AddHours(-5))] }).Verdict;

        Assert.StartsWith("Not decided: an answer of php-fpm was not seen. Over: ", verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("Healthy", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatHurtsIsDecidedWhateverElseWasNotSeen()
    {
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Healthy with { Sockets = [], Logs = [], Errors = [Error(Symptom.HeaderTooBig, 502, 3, Now.AddSeconds(-1))] });

        Assert.Equal((false, true), (diagnosis.IsHealthy, diagnosis.IsDecided));
        Assert.StartsWith("shop.example: 3 errors since ", diagnosis.Verdict, StringComparison.Ordinal);
    }

    // Where the error log keeps nothing, a log that several sites write still has what visitors got.
    [Fact]
    public void WhatALogOfSeveralSitesTellsIsNotCalledUnseen()
    {
        FpmSocketFacts gone = SocketFacts.Unix with { Listener = null, IsListed = false, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };
        AnswerCount shared = new("/var/log/nginx/access.log", null, ["shop.example", "blog.example"], 502, 4, Now.AddSeconds(-20), Now.AddSeconds(-5)) { Episode = new FailureEpisode(Now.AddSeconds(-20), 4, 9) };

        Assert.StartsWith("shop.example: 4 answers 502 since 03:29:40, last 5 s ago, in a log of several sites", Diagnoser.Diagnose(Healthy with { Sockets = [gone], Answers = [shared] }).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void AnErrorThatTheApplicationGivesIsToldWithItsShare()
    {
        AnswerCount all = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 200, Now.AddMinutes(-3), Now.AddSeconds(-1)) { FromUpstream = 200, Episode = new FailureEpisode(Now.AddMinutes(-3), 200, 200) };
        string byDesign = Diagnoser.Diagnose(Healthy with { Answers = [all] }).Verdict;
        string fatal = Diagnoser.Diagnose(Healthy with { Errors = [Error(Symptom.PhpFatalError, null, 5, Now.AddSeconds(-1))] }).Verdict;
        string cut = Diagnoser.Diagnose(Healthy with { Errors = [Error(Symptom.ResponseTruncated, null, 5, Now.AddSeconds(-1))] }).Verdict;

        Assert.All([byDesign, fatal, cut], verdict => Assert.DoesNotContain("will hurt", verdict, StringComparison.Ordinal));
        Assert.Contains("100 % 502 (200 of 200)", byDesign, StringComparison.Ordinal);
        Assert.All([byDesign, fatal], verdict => Assert.Contains("no failure of the gateway", verdict, StringComparison.Ordinal));
        Assert.Contains("5 errors since", cut, StringComparison.Ordinal);
    }

    [Fact]
    public void ADangerThatHurtNobodyYetWillHurt() =>
        Assert.Contains("works now, and will hurt", Diagnoser.Diagnose(Healthy with { Memory = MemoryOf(workers: 8, size: 300) }).Verdict, StringComparison.Ordinal);

    [Fact]
    public void TheNextGetsAnErrorWhereTheProbeFails()
    {
        FpmSocketFacts gone = SocketFacts.Unix with { Listener = null, IsListed = false, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };

        Assert.Contains("no error was seen yet; the next visitor gets one", Diagnoser.Diagnose(Healthy with { Sockets = [gone] }).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void FailuresOfATroubleBeforeAreNotOfThisOne()
    {
        FpmSocketFacts gone = SocketFacts.Unix with { Listener = null, IsListed = false, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };
        AnswerCount before = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 3, Now.AddMinutes(-7), Now.AddMinutes(-6)) { Episode = new FailureEpisode(Now.AddMinutes(-7), 3, 5) };
        ErrorEvidence elsewhere = Error(Symptom.ConnectionRefused, 502, 3, Now.AddMinutes(-6)) with { Endpoint = FpmEndpoint.Parse("/run/other.sock"), First = Now.AddMinutes(-7) };

        string verdict = Diagnoser.Diagnose(Healthy with { Sockets = [gone], Answers = [before], Errors = [elsewhere] }).Verdict;
        string quiet = Diagnoser.Diagnose(Healthy with { Sockets = [gone], Answers = [before], Errors = [] }).Verdict;
        string hidden = Diagnoser.Diagnose(Healthy with { Sockets = [gone], Answers = [before with { Last = Now.AddSeconds(-9) }], Errors = [] }).Verdict;

        Assert.Contains("no error was seen yet", verdict, StringComparison.Ordinal);
        Assert.Contains("the last error was 6 min ago, and the next visitor gets one", quiet, StringComparison.Ordinal);
        Assert.Contains("60 % 502 (3 of 5)", hidden, StringComparison.Ordinal);
    }

    [Fact]
    public void AnErrorOfTheApplicationIsSeenBesideOlderOnesOfTheGateway()
    {
        AnswerCount all = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 6, Now.AddMinutes(-9), Now.AddSeconds(-1)) { Episode = new FailureEpisode(Now.AddMinutes(-9), 6, 8) };
        ErrorEvidence before = Error(Symptom.ConnectionRefused, 502, 3, Now.AddMinutes(-9));

        Assert.Contains(Diagnoser.Diagnose(Healthy with { Answers = [all], Errors = [before] }).Findings, finding => finding is { Cause: Cause.StatusByDesign, IsPresent: true, ErrorCount: 3 });
        Assert.DoesNotContain(
            Diagnoser.Diagnose(Healthy with { Answers = [all], Errors = [before with { Last = Now.AddSeconds(-1) }] }).Findings, finding => finding.Cause == Cause.StatusByDesign);
    }

    // Both write one log, and what the application said is in no other.
    [Theory]
    [InlineData(null, "one of shop.example, blog.example: ")]
    [InlineData("shop.example", "shop.example: ")]
    public void WhatOneOfSeveralSitesSaidIsNotSaidOfAll(string? site, string begin)
    {
        AnswerCount said = new("/var/log/nginx/access.log", site, ["shop.example", "blog.example"], 502, 6, Now.AddMinutes(-2), Now.AddSeconds(-1)) { FromUpstream = 6, SaidFirst = Now.AddMinutes(-2), SaidLast = Now.AddSeconds(-1), Episode = new FailureEpisode(Now.AddMinutes(-2), 6, 12) };

        Assert.StartsWith(begin, Diagnoser.Diagnose(Healthy with { Answers = [said] }).Verdict, StringComparison.Ordinal);
    }

    // An upstream that says 502 is told from one that failed, also where both befell one site.
    [Fact]
    public void WhatTheUpstreamSaidOnceIsNotMadeAsOftenAsItFailedLater()
    {
        AnswerCount all = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 90, Now.AddMinutes(-50), Now.AddSeconds(-1))
        {
            FromUpstream = 2,
            SaidFirst = Now.AddMinutes(-50),
            SaidLast = Now.AddMinutes(-49),
            Episode = new FailureEpisode(Now.AddMinutes(-1), 88, 90),
        };
        Finding byDesign = Diagnoser.Diagnose(Healthy with { Answers = [all], Errors = [Error(Symptom.HeaderTooBig, 502, 88, Now.AddSeconds(-1))] }).Findings.Single(finding => finding.Cause == Cause.StatusByDesign);

        Assert.Equal((false, 2L, Now.AddMinutes(-49)), (byDesign.IsPresent, byDesign.ErrorCount, byDesign.Last));
    }

    // What was not logged then is not said to have been on purpose now.
    [Theory]
    [InlineData(-60, false)]
    [InlineData(-1, true)]
    public void TheSilenceOfALogIsOfItsOwnTime(int secondsOfLast, bool isTold)
    {
        AnswerCount all = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 6, Now.AddMinutes(-2), Now.AddSeconds(secondsOfLast)) { Episode = new FailureEpisode(Now.AddMinutes(-2), 6, 8) };
        GatewayConfiguration configuration = Healthy.Configuration with { Nginx = [.. Healthy.Configuration.Nginx.Select(nginx => nginx with { LoadedAt = Now.AddSeconds(-30) })] };

        Assert.Equal(isTold, Diagnoser.Diagnose(Healthy with { Answers = [all], Configuration = configuration }).Findings.Any(finding => finding.Cause == Cause.StatusByDesign));
    }

    // 26 were of a fault before, which the error log tells; nginx loaded the return a moment before it said it first.
    [Theory]
    [InlineData(-60, -20)]
    [InlineData(-12, -12)]
    public void WhatTheConfigurationSaysIsCountedAndDatedWithoutWhatFailedBefore(int secondsOfLoad, int secondsOfFirst)
    {
        AnswerCount all = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 31, Now.AddMinutes(-6), Now.AddSeconds(-1))
        {
            Episode = new FailureEpisode(Now.AddMinutes(-6), 31, 286),
            Unlogged = new FailureEpisode(Now.AddSeconds(-20), 5, 5),
        };
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Healthy with
        {
            Answers = [all],
            Errors = [Error(Symptom.ConnectionRefused, 502, 26, Now.AddMinutes(-4))],
            Returns = [new Nginx502.Nginx.NginxReturn(502, "shop.example", string.Empty, "/etc/nginx/sites-enabled/shop", 5)],
            Configuration = Healthy.Configuration with { Nginx = [.. Healthy.Configuration.Nginx.Select(nginx => nginx with { LoadedAt = Now.AddSeconds(secondsOfLoad) })] },
        });
        Finding said = diagnosis.Findings.Single(finding => finding.Cause == Cause.StatusByDesign);

        Assert.Equal((true, 5L, Now.AddSeconds(secondsOfFirst)), (said.IsPresent, said.ErrorCount, said.First));
        Assert.StartsWith($"shop.example: 5 errors since {Now.AddSeconds(secondsOfFirst):HH:mm:ss}, last 1 s ago: ", diagnosis.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void AMaintenanceIsToldAsOnPurpose()
    {
        AnswerCount all = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 503, 5, Now.AddSeconds(-20), Now.AddSeconds(-1)) { Episode = new FailureEpisode(Now.AddSeconds(-20), 5, 5) };

        Assert.Equal(
            "shop.example: 100 % 503 (5 of 5) since 03:29:40, last 1 s ago: The configuration or the application gives this status on purpose, which is no failure of the gateway.",
            Diagnoser.Diagnose(Healthy with { Answers = [all], Returns = [new Nginx502.Nginx.NginxReturn(503, "shop.example", string.Empty, "/etc/nginx/sites-enabled/shop", 5)] }).Verdict);
    }

    // That a log hides something is of all sites that write it, and hurts none of them.
    [Fact]
    public void ALogThatHidesAndWhatItToldBeforeAreToldApart()
    {
        AnswerCount all = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 9, Now.AddMinutes(-20), Now.AddSeconds(-1)) { Episode = new FailureEpisode(Now.AddSeconds(-9), 3, 3) };
        WrittenLog hidden = Log("/dev/null", isFpm: false) with { Servers = ["shop.example", "blog.example"] };
        FpmSocketFacts gone = SocketFacts.Unix with { Listener = null, IsListed = false, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Healthy with { Sockets = [gone], Answers = [all], Logs = [hidden], Errors = [Error(Symptom.HeaderTooBig, 502, 6, Now.AddMinutes(-19))] });

        Assert.Contains("; visitors got answers 502 that it says nothing of.", diagnosis.Findings.Single(finding => finding.Cause == Cause.EvidenceHidden).Explanation, StringComparison.Ordinal);
        Assert.DoesNotContain("fails too", diagnosis.Verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-180, 0)]
    [InlineData(-1, 1)]
    public void WhatWasOverBeforeAnotherBeganIsNoConsequenceOfIt(int minutesOfLast, int consequences)
    {
        Finding blocked = new() { Cause = Cause.FirewallBlocked, Severity = Severity.Error, Confidence = Confidence.Certain, ConfidenceReason = string.Empty, IsPresent = true, Explanation = string.Empty, First = Now.AddMinutes(-2), Last = Now };
        Finding over = blocked with { Cause = Cause.ReadTimeoutTooShort, IsPresent = false, First = Now.AddMinutes(-200), Last = Now.AddMinutes(minutesOfLast) };

        Assert.Equal(consequences, FindingOrder.Sort([over, blocked], 10)[0].Consequences.Length);
    }

    [Fact]
    public void AFewOfManyAreNotNone()
    {
        AnswerCount few = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 18, Now.AddMinutes(-3), Now.AddSeconds(-1)) { FromUpstream = 18, Episode = new FailureEpisode(Now.AddMinutes(-3), 18, 19456) };

        Assert.Contains("under 1 % 502 (18 of 19,456)", Diagnoser.Diagnose(Healthy with { Answers = [few] }).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void ThatNginxDoesNotRunComesFirst()
    {
        FpmPoolStatus full = Pool with { IsFull = true, IdleProcesses = 0, ActiveProcesses = 10, ListenQueue = 600 };
        GatewayService stopped = NginxService with { State = GatewayServiceState.Inactive, SubState = "dead", ProcessId = null, IsStoppedOnPurpose = true };

        Assert.Contains("visitors get no answer since 00:30:", Diagnoser.Diagnose(Healthy with { Pools = [full], Services = [stopped, FpmService] }).Verdict, StringComparison.Ordinal);
        Assert.Contains("the next visitor gets no answer", Diagnoser.Diagnose(Healthy with { Pools = [full], Services = [stopped with { Since = null }, FpmService] }).Verdict, StringComparison.Ordinal);
    }

    // That its file is broken too comes second: who stopped it is asked before anything is started.
    [Fact]
    public void WhoStoppedNginxIsAskedBeforeItsFileIsCorrected()
    {
        GatewayService stopped = NginxService with { State = GatewayServiceState.Inactive, SubState = "dead", ProcessId = null, IsStoppedOnPurpose = true };
        ConfigurationTestResult test = Test("nginx", "/etc/nginx/nginx.conf", passed: false, isAsked: true, new ConfigurationDiagnostic(Severity.Error, "Emergency", "unexpected \"}\"", "/etc/nginx/nginx.conf", 8)) with { ProcessId = null };

        Finding finding = Assert.Single(Diagnoser.Diagnose(Healthy with { Services = [stopped, FpmService], ConfigurationTests = [test] }).Findings);

        Assert.Equal(Cause.StoppedOnPurpose, finding.Cause);
        Assert.EndsWith("As its configuration is, it would not start.", finding.Explanation, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, piece => piece.Path == "/etc/nginx/nginx.conf" && piece.LineNumber == 8);
        Assert.Equal(
            ["who; last -n 5; journalctl -u nginx.service -n 20 --no-pager", "Test-NginxConfiguration", "systemctl start nginx.service"],
            finding.Remedies.Select(remedy => remedy.Command));
        Assert.StartsWith("Before it is started, correct /etc/nginx/nginx.conf:8", finding.Remedies[1].Description, StringComparison.Ordinal);
    }

    [Fact]
    public void WhoWaitsIsToldBeforeAnErrorOfLongAgo()
    {
        FpmSocketFacts hangs = SocketFacts.Unix with { Queued = 4, QueueLimit = 511, Attempts = [SocketFacts.Failed(FastCgiFailureKind.TimedOut, 0, isConnected: true)] };

        Assert.Contains("4 connections wait", Diagnoser.Diagnose(Healthy with { Sockets = [hangs], Errors = [Error(Symptom.ResponseTimedOut, 504, 3, Now.AddMinutes(-5))] }).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherSiteThatFailsIsNamed()
    {
        FpmSocketFacts gone = SocketFacts.Unix with { Listener = null, IsListed = false, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };
        ErrorEvidence other = Error(Symptom.HeaderTooBig, 502, 3, Now.AddSeconds(-1)) with { Server = "blog.example", Endpoint = FpmEndpoint.Parse("/run/blog.sock") };

        Assert.EndsWith("; shop.example fails too (FpmNotReloaded).", Diagnoser.Diagnose(Healthy with { Sockets = [gone], Errors = [other] }).Verdict, StringComparison.Ordinal);
    }

    // One good answer where half of them failed proves nothing yet.
    [Theory]
    [InlineData(1, "(1 good answer since: it may be over)")]
    [InlineData(0, "last 1 s ago:")]
    public void GoodAnswersThatProveNothingAreTold(long good, string expected)
    {
        ErrorEvidence some = Error(Symptom.HeaderTooBig, 502, 3, Now.AddSeconds(-1)) with { Outcome = new RequestOutcome(3, 6, good) };

        Assert.Contains(expected, Diagnoser.Diagnose(Healthy with { Errors = [some] }).Verdict, StringComparison.Ordinal);
    }

    // Counted by the minute, and the trouble at hand began within one.
    [Theory]
    [InlineData(-20, true)]
    [InlineData(0, false)]
    public void WhatMayBeOfBeforeIsCountedAsSuch(int bucketSeconds, bool expected)
    {
        DateTime burst = Now.AddSeconds(-30);
        ErrorEvidence errors = Error(Symptom.HeaderTooBig, 502, 60, Now.AddSeconds(-1)) with { First = Now.AddHours(-2), Buckets = [new TimeBucket(Now.AddHours(-2), 50), new TimeBucket(burst.AddSeconds(bucketSeconds), 10)] };
        GatewaySnapshot snapshot = Healthy with
        {
            Errors = [errors],
            Timeline = new GatewayTimeline { Events = [new TimelineEvent(burst, TimelineEventKind.ErrorBurst, "unix:/run/php/php8.2-fpm.sock", "10 errors", NginxLog) { Symptom = Symptom.HeaderTooBig, Endpoint = SocketFacts.Unix.Endpoint }] },
        };

        Assert.StartsWith($"shop.example: {(expected ? "up to " : string.Empty)}10 errors since ", Diagnoser.Diagnose(snapshot).Verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)", "ss -ltnp 'sport = :80'")]
    [InlineData("[emerg] bind() to [::]:8080 failed (98: Address already in use)", "ss -ltnp 'sport = :8080'")]
    [InlineData("[emerg] something else", "systemctl start nginx.service")]
    public void APortThatAnotherProgramHasIsNamed(string line, string command)
    {
        GatewayService failed = NginxService with { State = GatewayServiceState.Failed, SubState = "failed", Result = "oom-kill", ProcessId = null, LastLines = ["nginx: " + line] };
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Healthy with { Services = [failed, FpmService], Firewall = null });
        Finding finding = diagnosis.Findings[0];

        Assert.Equal(line.Contains("bind", StringComparison.Ordinal), diagnosis.Verdict.Contains("and answers in its place", StringComparison.Ordinal));
        Assert.Equal((Cause.NginxNotRunning, true), (finding.Cause, finding.Remedies.Any(remedy => remedy.Command == command)));
        Assert.Equal(line.Contains("bind", StringComparison.Ordinal), finding.Explanation.Contains("another program has", StringComparison.Ordinal));
    }

    // Nobody tried to start it yet: the kernel tells who listens there.
    [Theory]
    [InlineData("0.0.0.0", 80, false, true)]
    [InlineData("127.0.0.1", 80, false, true)]
    [InlineData("0.0.0.0", 8080, false, false)]
    [InlineData("0.0.0.0", 80, true, false)]
    [InlineData("::", 80, false, true, "[::]")]
    [InlineData("::1", 80, false, false)]
    public void WhoListensInPlaceOfNginxIsNamedBeforeItIsStarted(string address, int port, bool isNginx, bool isTaken, string? shown = null)
    {
        // What the journal told before, the kernel does not tell any more.
        GatewayService failed = NginxService with { State = GatewayServiceState.Failed, SubState = "failed", Result = "signal", ExitSignal = "SIGKILL", ProcessId = null, LastLines = ["nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)"] };
        GatewaySnapshot snapshot = Healthy with
        {
            Services = [failed, FpmService],
            Configuration = Configuration("aligned"),
            Firewall = new FirewallFacts { Listeners = [new FirewallListener(address, port, isNginx)] },
        };

        Assert.Equal(isTaken, Diagnoser.Diagnose(snapshot).Verdict.Contains($"another program has {shown ?? address}:{port}, and answers in its place", StringComparison.Ordinal));
        Assert.Equal(!isTaken, RecoveryPlanner.Plan(snapshot, []).Steps.Any(step => step.Action == RecoveryAction.StartService));
    }

    [Fact]
    public void TheConfigurationThatNginxRefusesComesBeforeThatItDoesNotRun()
    {
        GatewayService failed = NginxService with { State = GatewayServiceState.Failed, SubState = "failed", Result = "exit-code", ExitCode = 1, ProcessId = null };
        ConfigurationTestResult test = Test("nginx", "/etc/nginx/nginx.conf", passed: false, isAsked: true, new ConfigurationDiagnostic(Severity.Error, "Emergency", "unexpected \"}\"", "/etc/nginx/nginx.conf", 8)) with { ProcessId = null };
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Healthy with { Services = [failed, FpmService], ConfigurationTests = [test] });

        Assert.Equal((Cause.NginxConfigurationInvalid, Cause.NginxNotRunning), (diagnosis.Findings[0].Cause, diagnosis.Findings[0].Consequences[0].Cause));
        Assert.Equal(["Test-NginxConfiguration", "systemctl start nginx.service"], diagnosis.Findings[0].Remedies.Select(remedy => remedy.Command));
        Assert.Contains("visitors get no answer since 00:30:", diagnosis.Verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void AQueueThatIsOurOwnQuestionsIsNoFullPool(long waiting, bool expected)
    {
        FpmPoolStatus busy = Pool with { IsFull = true, IdleProcesses = 0, ActiveProcesses = 10, ListenQueue = waiting };

        Assert.Equal(expected, Diagnoser.Diagnose(Healthy with { Pools = [busy] }).Findings.Any(finding => finding is { Cause: Cause.PoolExhausted, IsPresent: true }));
    }

    [Fact]
    public void WhatAnotherPoolDiesOfIsNotBlamedOnTheSite()
    {
        FpmEventEvidence crash = Event(FpmLogEvent.ChildExitedOnSignal, Now.AddSeconds(-5)) with { Pool = "other", Signal = 11 };
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Healthy with { FpmEvents = [crash] });
        Finding finding = Assert.Single(diagnosis.Findings, found => found.Cause == Cause.WorkerCrashed);

        Assert.Equal((null, Severity.Warning, true), (finding.Endpoint, finding.Severity, diagnosis.IsHealthy));
        Assert.DoesNotContain("the next gets an error", diagnosis.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void ACrashThatVisitorsFeltIsAnError()
    {
        FpmEventEvidence crash = Event(FpmLogEvent.ChildExitedOnSignal, Now.AddSeconds(-5)) with { Signal = 11 };
        Finding finding = Diagnoser.Diagnose(Healthy with { FpmEvents = [crash], Errors = [Error(Symptom.ConnectionReset, 502, 2, Now.AddSeconds(-5))] }).Findings[0];

        Assert.Equal((Cause.WorkerCrashed, Severity.Error, SocketFacts.Unix.Endpoint), (finding.Cause, finding.Severity, finding.Endpoint));
    }
}
