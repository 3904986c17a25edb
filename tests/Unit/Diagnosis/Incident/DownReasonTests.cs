using Nginx502.Recovery;
using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>Why a php-fpm does not run is told by its own lines, and not by those of another or of a script.</summary>
public sealed class DownReasonTests
{
    private const string Own = "/etc/php/8.2/fpm/php-fpm.conf";

    private static readonly FpmSocketFacts Gone = SocketFacts.Unix with
    {
        IsMissing = true,
        Steps = [SocketFacts.Step("/", "Directory"), SocketFacts.Step("/run", "Directory"), SocketFacts.Step("/run/php", "Directory")],
        Kind = null,
        Listener = null,
        IsListed = false,
        Attempts = [SocketFacts.Failed(FastCgiFailureKind.SocketMissing, 2)],
    };

    private static readonly GatewayService Failed = FpmService with { State = GatewayServiceState.Failed, SubState = "failed", Result = "exit-code", ExitCode = 78, ProcessId = null, WorkerCount = 0 };

    private static readonly GatewaySnapshot Down = Healthy with
    {
        Configuration = Configuration("aligned", fpmMaster: null),
        Services = [NginxService, Failed],
        Sockets = [Gone],
        Pools = [],
        Memory = null,
    };

    [Theory]
    [InlineData(FpmLogEvent.PhpMessage)]
    [InlineData(FpmLogEvent.WorkerOutput)]
    public void AScriptThatSpeaksOfPreloadIsNoPreload(FpmLogEvent kind) =>
        Assert.Equal(Cause.FpmNotRunning, First(Down with { FpmEvents = [Event(kind, Now.AddSeconds(-5)) with { Samples = [Line("PHP Warning: preload of fonts in /srv/a.php")] }] }).Cause);

    [Fact]
    public void WhatPhpSaysBetweenTwoMastersIsOfThePreload()
    {
        FpmEventEvidence said = Event(FpmLogEvent.PhpMessage, Now.AddSeconds(-5)) with { Samples = [Line("PhpMessage in /srv/preload.php on line 2")] };

        Assert.Equal(Cause.PreloadFailed, First(Down with { FpmEvents = [said, Event(FpmLogEvent.Stopping, Now.AddSeconds(-6))] }).Cause);
        Assert.Equal(Cause.FpmNotRunning, First(Down with { FpmEvents = [said, Event(FpmLogEvent.Stopping, Now.AddSeconds(-4))] }).Cause);
    }

    [Fact]
    public void WithoutAPreloadThatPhpIniNamesNoneFails()
    {
        FpmEventEvidence said = Event(FpmLogEvent.Other, Now.AddSeconds(-5)) with { Samples = [Line("preloading failed")] };
        GatewaySnapshot named = Down with
        {
            FpmEvents = [said],
            Configuration = Down.Configuration with { Fpm = [Down.Configuration.Fpm[0] with { PreloadPath = "/srv/preload.php" }] },
        };

        Assert.Equal((Cause.PreloadFailed, Cause.FpmNotRunning), (First(named).Cause, First(Down with { FpmEvents = [said] }).Cause));
    }

    [Fact]
    public void WhatAnotherPhpFpmSaysIsNoReason()
    {
        FpmEventEvidence refused = Event(FpmLogEvent.ConfigurationInvalid, Now.AddSeconds(-5)) with { Pool = null, ConfigurationPath = Own };
        FpmEventEvidence ready = Event(FpmLogEvent.Ready, Now.AddSeconds(-1)) with { Pool = null, ConfigurationPath = "/etc/php/8.3/fpm/php-fpm.conf" };

        Assert.Equal(Cause.FpmConfigurationInvalid, First(Down with { FpmEvents = [refused, ready] }).Cause);
        Assert.Equal(Cause.FpmNotRunning, First(Down with { FpmEvents = [refused, ready with { ConfigurationPath = Own }] }).Cause);
        Assert.Equal(Cause.FpmNotRunning, First(Down with { FpmEvents = [refused with { ConfigurationPath = "/etc/php/8.3/fpm/php-fpm.conf" }] }).Cause);
    }

    [Fact]
    public void OfTwoPoolsOfOneNameTheDeadOneIsBlamed()
    {
        FpmEventEvidence crash = Event(FpmLogEvent.ChildExitedOnSignal, Now.AddSeconds(-5)) with { Signal = 11, ConfigurationPath = "/etc/php/8.3/fpm/php-fpm.conf" };

        Assert.Null(First(Healthy with { FpmEvents = [crash] }).Endpoint);
        Assert.Equal(SocketFacts.Unix.Endpoint, First(Healthy with { FpmEvents = [crash with { ConfigurationPath = Own }] }).Endpoint);
        Assert.Equal(SocketFacts.Unix.Endpoint, First(Healthy with { FpmEvents = [crash with { ConfigurationPath = null }] }).Endpoint);
    }

    [Theory]
    [InlineData(Cause.FpmConfigurationInvalid, "[26-Nov-2026 03:00:00] ERROR: failed to load configuration file '/etc/php/8.2/fpm/php-fpm.conf'")]
    [InlineData(Cause.ListenConflict, "[26-Nov-2026 03:00:00] ERROR: unable to bind listening socket for address '127.0.0.1:9000': Address already in use (98)")]
    [InlineData(Cause.FpmNotRunning, "[26-Nov-2026 03:00:00] ERROR: something of its own")]
    public void WhatItSaidToTheJournalTells(Cause cause, string line)
    {
        Finding finding = First(Down with { Services = [NginxService, Failed with { LastLines = ["Starting The PHP 8.2 FastCGI Process Manager...", line, "php8.2-fpm.service: Failed with result 'exit-code'."] }] });

        Assert.Equal(cause, finding.Cause);
        Assert.Contains(finding.Evidence, evidence => evidence == new FindingEvidence("journal", line));
    }

    // Only where it is the socket's own: another directory is told by the test that names it.
    [Fact]
    public void ADirectoryThatIsNotThereIsNoWrongLine()
    {
        ConfigurationTestResult test = new(
            Passed: false, "php-fpm", Own, null, null, IsAsked: true, null, [new ConfigurationDiagnostic(Severity.Error, "MissingDirectory", "/run/php is not there", "/run/php", null)], [], string.Empty, TimeSpan.Zero);
        GatewaySnapshot without = Down with { Sockets = [Gone with { Steps = [.. Gone.Steps[..2]] }], ConfigurationTests = [test] };

        Assert.Equal((Cause.RuntimeDirectoryMissing, "install -d -m 0755 /run/php && systemctl start php8.2-fpm.service"), (First(without).Cause, First(without).Remedies[0].Command));
        Assert.Equal(Cause.FpmConfigurationInvalid, First(Down with { ConfigurationTests = [test] }).Cause);
    }

    [Fact]
    public void ADirectoryThatIsGoneUnderARunningPhpFpmIsToldOnce()
    {
        ConfigurationTestResult test = new(
            Passed: false, "php-fpm", Own, 100, null, IsAsked: true, null, [new ConfigurationDiagnostic(Severity.Error, "MissingDirectory", "/run/php is not there", "/run/php", null)], [], string.Empty, TimeSpan.Zero);
        GatewaySnapshot running = Healthy with { Sockets = [Gone with { Steps = [.. Gone.Steps[..2]] }], ConfigurationTests = [test] };

        Assert.Equal([Cause.RuntimeDirectoryMissing], Diagnoser.Diagnose(running).Findings.Select(finding => finding.Cause));
        Assert.StartsWith("Make the directory before anything is reloaded", Diagnoser.Diagnose(Healthy with { ConfigurationTests = [test] }).Findings.Single().Remedies[0].Description, StringComparison.Ordinal);
    }

    // What they failed at before their master was killed is another trouble.
    [Fact]
    public void OrphansThatAnswerExplainNoErrors()
    {
        FpmSocketFacts held = SocketFacts.Unix with { Listener = SocketFacts.Listener with { IsMasterGone = true } };
        GatewayService killed = Failed with { Result = "signal", ExitSignal = "SIGKILL", ExitCode = null, Orphans = [new OrphanWorker(77, 1, null, "php-fpm", "www", null, 1, null, 'S') { Endpoints = [Gone.Endpoint] }] };
        Finding finding = Diagnoser.Diagnose(Down with { Sockets = [held], Services = [NginxService, killed], Errors = [Error(Symptom.ResponseTimedOut, 504, 3, Now.AddMinutes(-50))] }).Findings.Single(found => found.Cause == Cause.OrphanWorkers);

        Assert.Equal((0L, Severity.Warning), (finding.ErrorCount, finding.Severity));
        Assert.Equal(finding.Servers, Healthy.Configuration.Upstreams.Select(upstream => upstream.Server).Distinct());
        Assert.DoesNotContain(finding.Evidence, evidence => evidence.Source == "nginx's error log");
    }

    // They have no master since it was killed.
    [Fact]
    public void OrphansAreSinceTheEndOfTheirMaster()
    {
        FpmSocketFacts held = SocketFacts.Unix with { Listener = SocketFacts.Listener with { IsMasterGone = true } };
        GatewayService killed = Failed with { Result = "signal", ExitSignal = "SIGKILL", ExitCode = null, Since = Now.AddMinutes(-7), Orphans = [new OrphanWorker(77, 1, null, "php-fpm", "www", null, 1, null, 'S') { Endpoints = [Gone.Endpoint] }] };

        Assert.Equal(Now.AddMinutes(-7), Diagnoser.Diagnose(Down with { Sockets = [held], Services = [NginxService, killed] }).Findings.Single(found => found.Cause == Cause.OrphanWorkers).First);
    }

    // What passes is not accused.
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void TheConfigurationIsTheUsualReasonWhereNothingElseIsKnown(bool passes, bool isTold)
    {
        GatewayService ended = Failed with { Result = "exit-code", ExitCode = 1, ExitSignal = null, LastLines = [] };
        Finding finding = First(Down with { Services = [NginxService, ended], ConfigurationTests = passes ? [Test("php-fpm", Own)] : [] });

        Assert.Equal(Cause.FpmNotRunning, finding.Cause);
        Assert.Equal(isTold, finding.Evidence.Any(piece => piece.Text.Contains(": the configuration is the usual reason.", StringComparison.Ordinal)));
    }

    // The files are why it does not run: they are corrected and tested, and it is started. Nothing else is looked for.
    [Theory]
    [InlineData(false, false, "Then start php-fpm.", "systemctl start php8.2-fpm.service")]
    [InlineData(false, true, "Then start php-fpm.", "systemctl reset-failed php8.2-fpm.service && systemctl start php8.2-fpm.service")]
    [InlineData(true, false, "systemd tries to start it again by itself: once the file is right it comes up within seconds. To have it at once:", "systemctl start php8.2-fpm.service")]
    public void WhatFilesKeepFromStartingIsCorrectedTestedAndStarted(bool isTriedAgain, bool isLimitHit, string description, string command)
    {
        FpmSocketFacts left = SocketFacts.Unix with { Listener = null, IsListed = false, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };
        GatewayService refused = Failed with { IsStartLimitHit = isLimitHit };
        GatewayService service = isTriedAgain ? refused with { State = GatewayServiceState.Activating, SubState = "auto-restart", IsAutoRestarting = true } : refused;
        ConfigurationTestResult test = Test("php-fpm", Own, passed: false, isAsked: true, new ConfigurationDiagnostic(Severity.Error, "Refused", "unknown entry 'pm.max_childrn'", "/etc/php/8.2/fpm/pool.d/www.conf", 4)) with { ProcessId = null };

        Finding finding = First(Down with { Sockets = [left], Services = [NginxService, service], ConfigurationTests = [test] });

        Assert.Equal(Cause.FpmConfigurationInvalid, finding.Cause);
        Assert.Equal(
            [("Correct /etc/php/8.2/fpm/pool.d/www.conf:4, or put the file back as it was; then see that the test passes.", "Test-FpmConfiguration"), (description, command)],
            finding.Remedies.Select(remedy => (remedy.Description, remedy.Command)));
    }

    // Each start in vain is a new state of its unit.
    [Theory]
    [InlineData(false, 120)]
    [InlineData(true, 7)]
    public void AStartInVainPartsNoErrors(bool hasStarted, long count)
    {
        DateTime first = Now.AddMinutes(-20);
        ErrorEvidence errors = Error(Symptom.SocketMissing, 502, 120, Now) with { First = first, BucketInterval = TimeSpan.FromSeconds(10), Buckets = [.. Enumerable.Range(0, 121).Where(bucket => bucket != 0).Select(bucket => new TimeBucket(first.AddSeconds(bucket * 10), 1))] };
        GatewayTimeline timeline = new() { Events = hasStarted ? [new TimelineEvent(Now.AddMinutes(-2), TimelineEventKind.UnitStarted, "php8.2-fpm.service", "Started", "journalctl")] : [] };

        Finding finding = Diagnoser.Diagnose(Down with { Services = [NginxService, Failed with { Since = Now.AddMinutes(-1) }], Errors = [errors], Timeline = timeline }).Findings[0];

        Assert.Equal((true, count), (finding.IsPresent, finding.ErrorCount));
        Assert.Equal(hasStarted ? Now.AddMinutes(-1) : first, finding.First);
    }

    // Whoever ends workers that still serve, and cannot start others, has nothing.
    [Fact]
    public void BeforeOrphansAreEndedTheConfigurationIsCorrected()
    {
        FpmSocketFacts held = SocketFacts.Unix with { Listener = SocketFacts.Listener with { IsMasterGone = true } };
        GatewayService killed = Failed with { Since = Now.AddMinutes(-3), Orphans = [new OrphanWorker(77, 1, null, "php-fpm", "www", null, 1, null, 'S') { Endpoints = [Gone.Endpoint] }] };
        GatewaySnapshot orphaned = Down with { Sockets = [held], Services = [NginxService, killed] };
        ConfigurationTestResult test = Test("php-fpm", Own, passed: false, isAsked: true, new ConfigurationDiagnostic(Severity.Error, "Refused", "unknown entry 'pm.max_childrn'", "/etc/php/8.2/fpm/pool.d/www.conf", 4));

        Finding finding = Diagnoser.Diagnose(orphaned with { ConfigurationTests = [test] }).Findings.Single(found => found.Cause == Cause.OrphanWorkers);

        Assert.Equal("Before they are ended, correct /etc/php/8.2/fpm/pool.d/www.conf:4: php-fpm would not start.", finding.Remedies[0].Description);
        Assert.Contains(finding.Evidence, evidence => evidence.Text.Contains("pm.max_childrn", StringComparison.Ordinal));
        Assert.Contains(finding.Evidence, evidence => evidence.Source == FindingEvidence.Service && evidence.Time == killed.Since);
        Assert.DoesNotContain(Diagnoser.Diagnose(orphaned).Findings.Single(found => found.Cause == Cause.OrphanWorkers).Remedies, remedy => remedy.Description.StartsWith("Before", StringComparison.Ordinal));
    }

    // Workers that outlived their master listen on a file that nobody finds: they keep nothing from being started.
    [Fact]
    public void OrphansOfASocketThatIsGoneAreNoRunningPhpFpm()
    {
        FpmSocketFacts gone = Gone with { ListenerOfDeletedFile = SocketFacts.Listener with { IsMasterGone = true } };
        GatewayService killed = Failed with { Result = "signal", ExitSignal = "SIGKILL", ExitCode = null, Orphans = [new OrphanWorker(77, 1, null, "php-fpm", "www", null, 1, null, 'S') { Endpoints = [Gone.Endpoint] }] };

        Assert.Equal(Cause.OrphanWorkers, First(Down with { Sockets = [gone], Services = [NginxService, killed] }).Cause);
        ConfigurationTestResult test = new(
            Passed: false, "php-fpm", Own, null, null, IsAsked: true, null, [new ConfigurationDiagnostic(Severity.Error, "MissingDirectory", "/run/php is not there", "/run/php", null)], [], string.Empty, TimeSpan.Zero);
        GatewaySnapshot without = Down with { Sockets = [gone with { Steps = [.. Gone.Steps[..2]] }], Services = [NginxService, killed], ConfigurationTests = [test] };
        Assert.Equal(Cause.RuntimeDirectoryMissing, First(without).Cause);
        Assert.Equal([RecoveryAction.CreateRuntimeDirectory, RecoveryAction.ReplaceOrphans], RecoveryPlanner.Plan(without, []).Steps.Select(step => step.Action));
    }

    [Theory]
    [InlineData("ProtectSystem=strict", "ReadWritePaths=/var/log")]
    [InlineData("ReadOnlyPaths=/var", "ReadWritePaths=/var/log")]
    [InlineData("ReadOnlyPaths=/var/log", "ReadOnlyPaths=")]
    [InlineData("ReadOnlyPaths=/srv -/var/log", "ReadOnlyPaths= ReadOnlyPaths=/srv")]
    public void ADropInLetsItWriteWhereItHasTo(string setting, string written)
    {
        GatewayService kept = Failed with
        {
            LastLines = ["[26-Nov-2026 03:00:00] ERROR: failed to open error_log (/var/log/php8.2-fpm.log): Read-only file system (30)"],
            Settings = new UnitSettings { Sandbox = [setting] },
        };
        Finding finding = First(Down with { Services = [NginxService, kept] });

        Assert.Equal(Cause.SandboxDenied, finding.Cause);
        Assert.Equal(
            $"install -d /etc/systemd/system/php8.2-fpm.service.d && printf '%s\\n' '[Service]' {written} >> /etc/systemd/system/php8.2-fpm.service.d/zz-nginx502.conf && systemctl daemon-reload && systemctl restart php8.2-fpm.service",
            finding.Remedies[0].Command);
    }

    [Theory]
    [InlineData("CapabilityBoundingSet=cap_net_bind_service", "ERROR: [pool www] failed to chown() the socket '/run/php/php8.2-fpm.sock': Operation not permitted (1)", "'CapabilityBoundingSet=CAP_CHOWN CAP_DAC_OVERRIDE CAP_KILL CAP_SETGID CAP_SETUID'")]
    [InlineData("User=www-data", "ERROR: failed to open error_log (/var/log/php8.2-fpm.log): Permission denied (13)", "User=")]
    public void ADropInGivesItsMasterTheRightsThatItsUnitTakes(string setting, string said, string written)
    {
        GatewayService kept = Failed with { LastLines = ["[26-Nov-2026 03:00:00] " + said], Settings = new UnitSettings { Sandbox = [setting] } };
        Finding finding = First(Down with { Services = [NginxService, kept] });

        Assert.Equal(Cause.SandboxDenied, finding.Cause);
        Assert.Contains($"'[Service]' {written} >> ", finding.Remedies[0].Command, StringComparison.Ordinal);

        // Whoever has all of root's rights is forbidden this by something else.
        Assert.NotEqual(Cause.SandboxDenied, First(Down with { Services = [NginxService, kept with { Settings = new UnitSettings() }] }).Cause);
    }

    [Fact]
    public void AMasterThatMayOpenTooFewFilesIsNamed()
    {
        GatewayService kept = Failed with { LastLines = ["[26-Nov-2026 03:00:00] ERROR: failed to create new listening socket: socket(): Too many open files (24)"], Settings = new UnitSettings { LimitNofile = 9 } };
        Finding finding = First(Down with { Services = [NginxService, kept] });

        Assert.Equal(Cause.TooManyOpenFiles, finding.Cause);
        Assert.Contains("it may open 9 files", finding.Explanation, StringComparison.Ordinal);
        Assert.Contains("'[Service]' LimitNOFILE=1024:524288 >> ", finding.Remedies[0].Command, StringComparison.Ordinal);
    }

    // One of two pools has its address taken: neither is started.
    [Fact]
    public void WhoHoldsTheAddressOfAnyPoolIsNamed()
    {
        FpmEndpoint blog = FpmEndpoint.Parse("/run/php/blog.sock");
        FpmSocketFacts held = SocketFacts.Unix with { Endpoint = blog, Pool = null, Listener = SocketFacts.Listener with { ProcessId = 4242 } };
        GatewayService refused = Failed with { LastLines = ["[26-Nov-2026 03:00:00] ERROR: Another FPM instance seems to already listen on /run/php/blog.sock"] };
        Finding finding = Assert.Single(Diagnoser.Diagnose(Down with { Services = [NginxService, refused], Sockets = [Gone, held] }).Findings, found => found.Cause == Cause.ListenConflict);

        Assert.Contains("php-fpm8.2 4242", finding.Explanation, StringComparison.Ordinal);
        Assert.Equal(["Test-FpmSocket unix:/run/php/blog.sock | Format-List", "kill -QUIT 4242; sleep 1; systemctl start php8.2-fpm.service"], finding.Remedies.Take(2).Select(remedy => remedy.Command));
    }

    // A start alone would fail again: whose the program is comes first.
    [Fact]
    public void AForeignProgramAtTheAddressIsToBeStoppedFirst()
    {
        FpmSocketFacts held = SocketFacts.Unix with { Endpoint = FpmEndpoint.Parse("/run/php/blog.sock"), Pool = null, Listener = SocketFacts.Listener with { ProcessId = 4242, Program = "nc" } };
        GatewayService refused = Failed with { LastLines = ["[26-Nov-2026 03:00:00] ERROR: unable to bind listening socket for address '/run/php/blog.sock': Address already in use (98)"] };
        Finding finding = Assert.Single(Diagnoser.Diagnose(Down with { Services = [NginxService, refused], Sockets = [Gone, held] }).Findings, found => found.Cause == Cause.ListenConflict);

        Assert.Equal(["systemctl status 4242 --no-pager || ps -fp 4242", "systemctl start php8.2-fpm.service"], finding.Remedies.Take(2).Select(remedy => remedy.Command));
        Assert.Contains(finding.Evidence, evidence => evidence.Text.Contains("another program has its address", StringComparison.Ordinal));
    }

    [Fact]
    public void APoolThatWasPutAsideIsGivenItsNameBack()
    {
        FpmSocketFacts wrong = Gone with { Endpoint = FpmEndpoint.Parse("/run/php-fpm.sock"), Steps = [.. Gone.Steps[..2]] };
        GatewayConfiguration configuration = Configuration("wrong-path");
        GatewaySnapshot aside = Healthy with
        {
            Sockets = [wrong],
            Configuration = configuration with { Fpm = [configuration.Fpm[0] with { UnreadPools = [new UnreadPool("/etc/php/8.2/fpm/pool.d/blog.conf.bak", wrong.Endpoint)] }] },
        };
        Finding finding = First(aside);

        Assert.Contains("blog.conf.bak, which php-fpm does not read", finding.Explanation, StringComparison.Ordinal);
        Assert.Equal(["mv -n /etc/php/8.2/fpm/pool.d/blog.conf.bak /etc/php/8.2/fpm/pool.d/blog.conf", "Restart-GatewayService php8.2-fpm -Reload"], finding.Remedies.Select(remedy => remedy.Command));
    }

    [Fact]
    public void AFirewallThatRejectsIsNamed()
    {
        FpmSocketFacts rejected = SocketFacts.Tcp with { IsLocal = true, IsListed = true, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };
        Finding finding = Assert.Single(Diagnoser.Diagnose(Healthy with { Sockets = [rejected] }).Findings, found => rejected.Endpoint.Equals(found.Endpoint));

        Assert.Equal((Cause.FirewallBlocked, $"Test-GatewayFirewall {rejected.Endpoint.Port}"), (finding.Cause, finding.Remedies[0].Command));
    }

    [Fact]
    public void WhatIsNotStartedAtBootEitherIsEnabledAgain()
    {
        GatewayService stopped = Failed with { State = GatewayServiceState.Inactive, SubState = "dead", Result = "success", ExitCode = 0, IsStoppedOnPurpose = true, IsEnabled = false };

        Assert.Equal("systemctl enable --now php8.2-fpm.service", First(Down with { Services = [NginxService, stopped] }).Remedies[1].Command);
    }

    // What hands on to a container says nothing of what is in it.
    [Theory]
    [InlineData("php8.2", FastCgiFailureKind.ConnectionClosed, Cause.WrongServiceOnPort)]
    [InlineData("php8.2", FastCgiFailureKind.TimedOut, Cause.WrongServiceOnPort)]
    [InlineData("docker-proxy", FastCgiFailureKind.ConnectionClosed, Cause.Unknown)]
    [InlineData("php-fpm8.2", FastCgiFailureKind.ConnectionClosed, Cause.Unknown)]
    public void AnotherServerAtTheAddressIsNamed(string program, FastCgiFailureKind kind, Cause expected)
    {
        FpmSocketFacts taken = SocketFacts.Tcp with
        {
            Endpoint = FpmEndpoint.Parse("127.0.0.1:9050"),
            Pool = null,
            Listener = new FpmSocketListener(416, program, 'S', null, null, false, []),
            Attempts = [SocketFacts.Failed(kind, 0, isConnected: true)],
        };

        Assert.Equal(expected, Assert.Single(Diagnoser.Diagnose(Healthy with { Sockets = [taken] }).Findings, finding => taken.Endpoint.Equals(finding.Endpoint)).Cause);
    }

    [Fact]
    public void WhatWasMendedIsStarted()
    {
        ConfigurationTestResult test = new(Passed: true, "php-fpm", Own, null, null, IsAsked: true, null, [], [], string.Empty, TimeSpan.Zero);
        Finding finding = First(Down with { ConfigurationTests = [test] });

        Assert.Equal((Cause.FpmNotRunning, "systemctl start php8.2-fpm.service"), (finding.Cause, finding.Remedies[0].Command));
    }

    [Fact]
    public void AWrongPathDoesNotHideThatNothingRunsWhereItWasToLead()
    {
        FpmSocketFacts wrong = Gone with { Endpoint = FpmEndpoint.Parse("/run/php-fpm.sock"), Steps = [.. Gone.Steps[..2]] };
        Finding finding = First(Down with { Configuration = Configuration("wrong-path", fpmMaster: null), Sockets = [wrong] });

        Assert.Contains("And its php-fpm does not run", finding.Explanation, StringComparison.Ordinal);
        Assert.Contains(finding.Remedies, remedy => remedy.Command == "systemctl start php8.2-fpm.service");
    }

    [Fact]
    public void WhoStoppedItIsAskedFirst()
    {
        GatewayService stopped = Failed with { State = GatewayServiceState.Inactive, SubState = "dead", Result = "success", ExitCode = 0, IsStoppedOnPurpose = true };
        Finding finding = First(Down with { Services = [NginxService, stopped] });

        Assert.Equal(Cause.StoppedOnPurpose, finding.Cause);
        Assert.Equal(
            ["who; last -n 5; journalctl -u php8.2-fpm.service -n 20 --no-pager", "systemctl start php8.2-fpm.service"],
            finding.Remedies.Select(remedy => remedy.Command));
    }

    // It was masked at any time after its end: the time is that of the end alone.
    [Fact]
    public void AMaskHasNoTime()
    {
        GatewayService masked = Failed with { State = GatewayServiceState.Inactive, SubState = "dead", Result = "success", ExitCode = 0, IsMasked = true, Since = Now.AddMinutes(-3) };
        FindingEvidence[] told = [.. First(Down with { Services = [NginxService, masked] }).Evidence.Where(piece => piece.Source == FindingEvidence.Service)];

        Assert.Equal(
            [("php8.2-fpm: Inactive.", (DateTime?)Now.AddMinutes(-3)), ("php8.2-fpm: It is masked: nothing can start it. Somebody wanted it so.", null)],
            told.Select(piece => (piece.Text, piece.Time)));
    }

    [Fact]
    public void WhatNothingManagesIsStartedByItsProgram()
    {
        GatewayService bare = Failed with { Manager = GatewayServiceManager.None, Unit = null, State = GatewayServiceState.Inactive, ExecutablePath = "/usr/sbin/php-fpm8.2" };

        Assert.Contains(First(Down with { Services = [NginxService, bare] }).Remedies, remedy => remedy.Command == $"/usr/sbin/php-fpm8.2 -y {Own}");
    }

    private static Finding First(GatewaySnapshot snapshot) => Diagnoser.Diagnose(snapshot).Findings[0];

    private static LogExcerpt Line(string text) => new(FpmLog, 3, Now.AddSeconds(-5), text);
}
