using System.Net;
using System.Net.Sockets;
using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Notification;

/// <summary>People are told once of an incident and once that it is over, whatever fails on the way.</summary>
public sealed class IncidentNotifierTests : IPrograms, IDisposable
{
    private static readonly NotificationTarget Mail = NotificationTarget.Parse("mailto:ops@example.com");

    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-notifier-").FullName;
    private readonly List<string> _mails = [];
    private bool _isDown;
    private Action _whileSending = () => { };

    private string State => Path.Combine(_root, "state");

    private string Runtime => Path.Combine(_root, "run");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void An_incident_is_told_once_and_once_that_it_is_over()
    {
        Run(Bad(RecoveryOutcome.NotRecovered));
        Run(Bad(RecoveryOutcome.NotRecovered));
        Run(Bad(RecoveryOutcome.Flapping));
        Assert.Equal(["[nginx502] web1: NOT recovered: FpmNotRunning, tried StartService php8.2-fpm"], Subjects());

        Run(Good(RecoveryOutcome.Healthy) with { Time = DateTime.Now.AddSeconds(5) });
        Run(Good(RecoveryOutcome.Healthy));
        Assert.Equal("[nginx502] web1: over: FpmNotRunning", Subjects()[^1]);
        Assert.Contains("\nBegan:     ", _mails[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("\nBegan:     ", _mails[0], StringComparison.Ordinal);
        Assert.Equal(2, _mails.Count);

        Run(Bad(RecoveryOutcome.PersonNeeded));
        Assert.Equal(3, _mails.Count);
    }

    // "A later run does it" was the last that he heard.
    [Theory]
    [InlineData(RecoveryOutcome.PersonNeeded, 2)]
    [InlineData(RecoveryOutcome.Flapping, 2)]
    [InlineData(RecoveryOutcome.Held, 1)]
    public void What_was_held_and_is_left_to_a_person_is_told_once_more(RecoveryOutcome later, int mails)
    {
        Run(Bad(RecoveryOutcome.Held));
        Run(Bad(later));
        Run(Bad(later));

        Assert.Equal(mails, _mails.Count);
    }

    // Two causes were told, of which the first went by itself.
    [Fact]
    public void What_is_over_is_all_that_was_told()
    {
        Run(Bad(RecoveryOutcome.PersonNeeded) with { Diagnosis = Diagnosis(Cause.NginxNotRunning) });
        Run(Bad(RecoveryOutcome.PersonNeeded) with { Diagnosis = Diagnosis(Cause.SocketPermissionDenied) });
        Run(Good(RecoveryOutcome.Healthy));

        Assert.Equal("[nginx502] web1: over: SocketPermissionDenied and NginxNotRunning (nginx: all sites)", Subjects()[^1]);
    }

    // Nobody was told of it, and it ended hours ago.
    [Fact]
    public void An_earlier_outage_is_not_what_is_over()
    {
        Run(Bad(RecoveryOutcome.PersonNeeded));
        GatewayDiagnosis healthy = Diagnosis(Cause.NginxNotRunning);
        Run(Good(RecoveryOutcome.Healthy) with { Diagnosis = healthy with { IsHealthy = true, Findings = [healthy.Findings[0] with { IsPresent = false, First = DateTime.Now.AddHours(-3), Last = DateTime.Now.AddHours(-2) }] } });

        Assert.Equal("[nginx502] web1: over: FpmNotRunning", Subjects()[^1]);
    }

    [Fact]
    public void An_outage_of_nginx_is_of_all_sites_also_when_it_is_over()
    {
        Run(Bad(RecoveryOutcome.PersonNeeded) with { Diagnosis = Diagnosis(Cause.NginxNotRunning) });
        Run(Good(RecoveryOutcome.Healthy));
        Run(Bad(RecoveryOutcome.PersonNeeded));
        Run(Good(RecoveryOutcome.Healthy));

        Assert.Equal(["[nginx502] web1: over: NginxNotRunning (nginx: all sites)", "[nginx502] web1: over: FpmNotRunning"], Subjects().Where(subject => subject.Contains("over:", StringComparison.Ordinal)));
    }

    // A broken file kept a killed php-fpm from starting: with it corrected the rest was mended alone.
    [Fact]
    public void What_was_mended_names_what_was_told_before_too()
    {
        Run(Bad(RecoveryOutcome.PersonNeeded) with { Diagnosis = Diagnosis(Cause.FpmConfigurationInvalid) });
        Run(Good(RecoveryOutcome.Recovered) with { Steps = [Step(RecoveryStepOutcome.Recovered)], Diagnosis = Diagnosis(Cause.FpmNotRunning), Before = [Failed] });

        Assert.Equal("[nginx502] web1: recovered: FpmNotRunning and FpmConfigurationInvalid, StartService php8.2-fpm", Subjects()[^1]);
    }

    [Fact]
    public void It_began_when_the_service_ended_though_nobody_came()
    {
        DateTime end = DateTime.Now.AddSeconds(-90);
        GatewayDiagnosis down = Diagnosis(Cause.FpmNotRunning);
        Run(Bad(RecoveryOutcome.Held) with { Diagnosis = down with { Findings = [down.Findings[0] with { Evidence = [new FindingEvidence("service", "php8.2-fpm: Failed.", Time: end)] }] } });
        Run(Good(RecoveryOutcome.Healthy));

        Assert.Contains($"\nBegan:     {new DateTimeOffset(end):yyyy-MM-dd HH:mm:ss zzz}", _mails[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_incident_after_a_good_run_that_told_nobody_is_another_one()
    {
        Run(Bad(RecoveryOutcome.PersonNeeded));
        Journal("Restart-GatewayService");
        Run(Bad(RecoveryOutcome.PersonNeeded));
        Assert.Single(_mails);

        Journal("Invoke-502Recovery");
        Run(Bad(RecoveryOutcome.PersonNeeded));
        Run(Bad(RecoveryOutcome.PersonNeeded));
        Assert.Equal(2, _mails.Count);
        Assert.DoesNotContain("\nBegan:     ", _mails[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_left_it_to_another_tells_nobody_and_what_could_not_be_kept_is_told()
    {
        Journal("Invoke-502Recovery");
        Run(Bad(RecoveryOutcome.Held) with { IsLeftToOther = true });
        Assert.Empty(_mails);

        Run(Bad(RecoveryOutcome.PersonNeeded) with { Warnings = ["The evidence was not saved: No space left on device (28)."] });
        Assert.Contains("\nWarning:   The evidence was not saved", _mails[0], StringComparison.Ordinal);
    }

    // Somebody left one at its question: nobody tells anything then.
    [Fact]
    public void A_run_that_another_one_holds_up_for_long_is_told()
    {
        Journal("Invoke-502Recovery", DateTimeOffset.Now.AddMinutes(-5));
        Run(Bad(RecoveryOutcome.Held) with { IsLeftToOther = true });

        Assert.Single(_mails);
    }

    [Fact]
    public void A_mail_names_what_helps_first_and_not_all()
    {
        Run(Bad(RecoveryOutcome.PersonNeeded) with { LeftToDo = [.. Enumerable.Range(1, 6).Select(number => new Remedy($"Do what is number {number}."))] });

        Assert.Contains("Do what is number 3.", _mails[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Do what is number 4.", _mails[0], StringComparison.Ordinal);
        Assert.Contains("and 3 more: Get-502RecoveryPlan tells all.", _mails[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_has_its_own_line_and_it_is_said_where_it_is_typed()
    {
        Run(Bad(RecoveryOutcome.PersonNeeded) with { LeftToDo = [new Remedy("Start it.", "systemctl start php8.2-fpm"), new Remedy("See whether it is accepted.", "Test-FpmConfiguration -All")] });
        Assert.Contains("\nTo do:     Start it.\n             systemctl start php8.2-fpm\n           See whether it is accepted.\n             Test-FpmConfiguration -All\n           (Test-FpmConfiguration is a command of PowerShell: type it in pwsh, or in a shell: nginx502 Test-FpmConfiguration -All)\n", _mails[0], StringComparison.Ordinal);

        Run(Good(RecoveryOutcome.Healthy));
        Run(Bad(RecoveryOutcome.PersonNeeded) with { LeftToDo = [new Remedy("Start it.", "systemctl start php8.2-fpm")] });
        Assert.DoesNotContain("PowerShell", _mails[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop.example", " at shop.example")]
    [InlineData("a.example b.example c.example d.example", " at a.example, b.example and 2 more")]
    public void The_subject_names_the_sites(string sites, string expected)
    {
        GatewayDiagnosis diagnosis = Diagnosis(Cause.FpmNotRunning);
        Run(Bad(RecoveryOutcome.PersonNeeded) with { Diagnosis = diagnosis with { Findings = [diagnosis.Findings[0] with { Servers = sites.Split(' ') }] } });

        Assert.Equal([$"[nginx502] web1: a person is needed: FpmNotRunning{expected}"], Subjects());
    }

    [Fact]
    public void That_it_is_over_names_the_sites_that_it_hurt()
    {
        GatewayDiagnosis diagnosis = Diagnosis(Cause.FpmNotRunning);
        Run(Bad(RecoveryOutcome.PersonNeeded) with { Diagnosis = diagnosis with { Findings = [diagnosis.Findings[0] with { Servers = ["shop.example"] }] } });
        Run(Good(RecoveryOutcome.Healthy));
        Run(Bad(RecoveryOutcome.PersonNeeded));
        Run(Good(RecoveryOutcome.Healthy));

        Assert.Equal("[nginx502] web1: over: FpmNotRunning at shop.example", Subjects()[1]);
        Assert.Equal("[nginx502] web1: over: FpmNotRunning", Subjects()[3]);
    }

    [Fact]
    public void Each_cause_that_one_run_mended_is_told_with_its_sites()
    {
        GatewayDiagnosis down = Diagnosis(Cause.FpmNotRunning);
        GatewayDiagnosis both = down with { Findings = [down.Findings[0] with { Servers = ["shop.example"] }, down.Findings[0] with { Cause = Cause.SocketPermissionDenied, Servers = ["blog.example"], Explanation = "nginx may not connect." }] };
        RecoveryStepResult repaired = Step(RecoveryStepOutcome.Recovered) with { Step = new RecoveryStep { Action = RecoveryAction.RepairSocketPermission, Target = "/run/php/blog.sock", Cause = Cause.SocketPermissionDenied } };
        Run(Good(RecoveryOutcome.Recovered) with { Steps = [Step(RecoveryStepOutcome.Done), repaired], Diagnosis = both, Before = [Failed] });

        Assert.Equal(["[nginx502] web1: recovered: FpmNotRunning at shop.example and SocketPermissionDenied at blog.example, StartService php8.2-fpm, RepairSocketPermission /run/php/blog.sock"], Subjects());
        Assert.Contains("\n           nginx may not connect.\n", _mails[0], StringComparison.Ordinal);
    }

    // What mending took is not what visitors had of it.
    [Theory]
    [InlineData(502, 0, true)]
    [InlineData(502, 0, false, "blog.example")]
    [InlineData(404, 0, false)]
    [InlineData(503, 0, false)]
    [InlineData(502, 40, false)]
    public void How_long_the_outage_was_is_told(int status, int lastSecondsBefore, bool expected, string site = "shop.example")
    {
        RecoveryResult good = Good(RecoveryOutcome.Recovered) with { Steps = [Step(RecoveryStepOutcome.Recovered)], Before = [Failed] };
        GatewayDiagnosis diagnosis = Diagnosis(Cause.FpmNotRunning) with { Impact = [new SiteImpact(["shop.example"], status, 9, 12, good.Time.AddSeconds(-62), good.Time.AddSeconds(-lastSecondsBefore))] };
        diagnosis = diagnosis with { Findings = [diagnosis.Findings[0] with { Servers = [site] }] };
        Run(good with { Diagnosis = diagnosis, Duration = TimeSpan.FromSeconds(11) });

        Assert.Equal(expected, _mails[0].Contains("\nOutage:    at least 73 s: visitors got errors since ", StringComparison.Ordinal));
    }

    // Nobody came, or the disk was full, so that no log has an error: the service tells since when visitors would have got one.
    [Theory]
    [InlineData(62, 300, "\nOutage:    some 73 s: the service ended at ")]
    [InlineData(62, 30, "\nOutage:    between 11 s and 41 s: all was well at ")]
    public void Without_an_error_the_outage_is_that_of_the_service(int endedBefore, int goodBefore, string expected)
    {
        RecoveryResult good = Good(RecoveryOutcome.Recovered) with { Steps = [Step(RecoveryStepOutcome.Recovered)], Before = [Failed], Duration = TimeSpan.FromSeconds(11) };
        GatewayDiagnosis diagnosis = Diagnosis(Cause.FpmNotRunning) with { Impact = [] };
        diagnosis = diagnosis with { Findings = [diagnosis.Findings[0] with { IsPresent = true, Evidence = [new FindingEvidence(FindingEvidence.Service, "php8.2-fpm: Failed", Time: good.Time.AddSeconds(-endedBefore))] }] };
        Run(good with { Diagnosis = diagnosis, LastGood = new DateTimeOffset(good.Time.AddSeconds(-goodBefore)) });

        Assert.Contains(expected, _mails[0], StringComparison.Ordinal);
    }

    // No log tells when a process was stopped.
    [Theory]
    [InlineData(60, "\nBegan:     after ", "\nOutage:    between 11 s and 71 s: all was well at ")]
    [InlineData(7200, null, "\nOutage:    at least 11 s: a look failed at ")]
    [InlineData(null, null, "\nOutage:    at least 11 s: a look failed at ")]
    public void What_stood_still_began_between_two_looks(int? goodBefore, string? began, string outage)
    {
        RecoveryResult good = Good(RecoveryOutcome.Recovered) with { Steps = [Step(RecoveryStepOutcome.Recovered)], Before = [Failed], Duration = TimeSpan.FromSeconds(11) };
        Run(good with { Diagnosis = Diagnosis(Cause.FpmStuck) with { Impact = [] }, LastGood = goodBefore is { } seconds ? new DateTimeOffset(good.Time.AddSeconds(-seconds)) : null });

        Assert.Equal(began is not null, _mails[0].Contains(began ?? "\nBegan: ", StringComparison.Ordinal));
        Assert.Contains(outage, _mails[0], StringComparison.Ordinal);
    }

    // By what did it end? A person's act with this module is known.
    [Fact]
    public void That_it_is_over_names_what_a_person_did_meanwhile()
    {
        Act("Restart-GatewayService", DateTimeOffset.Now.AddMinutes(-5));
        Run(Bad(RecoveryOutcome.PersonNeeded));
        Act("Restart-GatewayService", DateTimeOffset.Now);
        Act("Invoke-502Recovery", DateTimeOffset.Now, isUnattended: true);
        Run(Good(RecoveryOutcome.Healthy) with { Time = DateTime.Now.AddSeconds(1) });

        Assert.Matches(@"\nMeanwhile: \d\d:\d\d:\d\d RestartService php8\.2-fpm: run 2, Restart-GatewayService: done\n(?!  )", _mails[^1]);
        Assert.DoesNotContain("Meanwhile", _mails[0], StringComparison.Ordinal);
    }

    // nginx was back before php-fpm broke, and no run saw it.
    [Fact]
    public void ATroubleThatIsAnotherBeganWithItsOwnError()
    {
        RecoveryResult first = Bad(RecoveryOutcome.Held) with { Diagnosis = Diagnosis(Cause.NginxConfigurationInvalid), Time = DateTime.Now.AddMinutes(-4) };
        Run(first);
        DateTime error = DateTime.Now.AddMinutes(-2);
        RecoveryResult bad = Bad(RecoveryOutcome.PersonNeeded) with { Time = DateTime.Now.AddMinutes(-1) };
        GatewayDiagnosis deleted = Diagnosis(Cause.SocketFileDeleted) with { Impact = [new SiteImpact(["shop.example"], 502, 9, 12, error, bad.Time)] };
        Run(bad with { Diagnosis = deleted });
        Run(Good(RecoveryOutcome.Healthy));

        Assert.Contains($"\nBegan:     {new DateTimeOffset(error):yyyy-MM-dd HH:mm:ss zzz}", _mails[1], StringComparison.Ordinal);
        Assert.Contains($"\nEarlier:   NginxConfigurationInvalid, known since {first.Time:HH:mm:ss}, is not seen any more\n", _mails[1], StringComparison.Ordinal);
        Assert.Contains($": known since {error:HH:mm:ss}", _mails[2], StringComparison.Ordinal);
    }

    // It changed its name, and went on: its first error is that of before.
    [Fact]
    public void ATroubleThatGoesOnUnderAnotherNameBeganWhenItWasTold()
    {
        DateTime error = DateTime.Now.AddMinutes(-5);
        foreach (Cause cause in new[] { Cause.FpmStuck, Cause.FpmCrashed })
        {
            RecoveryResult bad = Bad(RecoveryOutcome.PersonNeeded);
            Run(bad with { Diagnosis = Diagnosis(cause) with { Impact = [new SiteImpact(["shop.example"], 502, 9, 12, error, bad.Time)] } });
        }

        Assert.All(_mails, mail => Assert.Contains($"\nBegan:     {new DateTimeOffset(error):yyyy-MM-dd HH:mm:ss zzz}", mail, StringComparison.Ordinal));
        Assert.DoesNotContain("Earlier", _mails[1], StringComparison.Ordinal);
    }

    [Fact]
    public void ThatItIsOverNamesTheServiceThatWasStarted()
    {
        Run(Bad(RecoveryOutcome.PersonNeeded));
        GatewayService started = new() { Name = "php8.2-fpm", Program = "php-fpm", ProcessId = 7, State = GatewayServiceState.Active, Since = DateTime.Now.AddSeconds(1) };
        Notifier().Notify(Good(RecoveryOutcome.Healthy) with { Time = DateTime.Now.AddSeconds(5) }, [Mail], () => [started, started with { Name = "nginx", Since = DateTime.Now.AddHours(-1) }], CancellationToken.None);

        Assert.Matches(@"\nMeanwhile: \d\d:\d\d:\d\d php8\.2-fpm was started\n(?!  )", _mails[^1]);
    }

    // The access log makes one of what is ten minutes apart; between two of them a run found all well.
    [Fact]
    public void An_outage_is_no_longer_than_since_all_was_well()
    {
        RecoveryResult good = Good(RecoveryOutcome.Recovered) with { Steps = [Step(RecoveryStepOutcome.Recovered)], Before = [Failed], Duration = TimeSpan.FromSeconds(11) };
        GatewayDiagnosis diagnosis = Diagnosis(Cause.FpmNotRunning) with { Impact = [new SiteImpact(["shop.example"], 502, 9, 12, good.Time.AddSeconds(-600), good.Time)] };
        Run(good with { Diagnosis = diagnosis, LastGood = new DateTimeOffset(good.Time.AddSeconds(-50)) });

        Assert.Contains("\nOutage:    at most 61 s: all was well at ", _mails[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_incident_began_with_the_first_error_since_all_was_well()
    {
        RecoveryResult bad = Bad(RecoveryOutcome.PersonNeeded);
        GatewayDiagnosis diagnosis = Diagnosis(Cause.FpmNotRunning) with { Impact = [new SiteImpact(["shop.example"], 502, 9, 12, bad.Time.AddSeconds(-94), bad.Time)] };
        Run(bad with { Diagnosis = diagnosis, LastGood = new DateTimeOffset(bad.Time.AddSeconds(-200)) });
        Run(Good(RecoveryOutcome.Healthy) with { Time = bad.Time.AddSeconds(60) });

        Assert.Contains("2 min 34 s before", _mails[1], StringComparison.Ordinal);
        Assert.Contains("\nOutage:    some 2 min 34 s: known since ", _mails[1], StringComparison.Ordinal);
        Assert.DoesNotContain("\nOutage: ", _mails[0], StringComparison.Ordinal);
    }

    // One was mended, and what is left is what a person must look at.
    [Fact]
    public void What_is_left_is_told_before_what_was_mended()
    {
        GatewayDiagnosis down = Diagnosis(Cause.SocketFileDeleted);
        FpmEndpoint left = FpmEndpoint.Parse("/run/php/old.sock");
        GatewayDiagnosis both = down with { Findings = [down.Findings[0] with { Servers = ["blog.example"], Endpoint = FpmEndpoint.Parse("/run/php/blog.sock") }, down.Findings[0] with { Cause = Cause.PhpVersionPathMismatch, Servers = ["shop.example"], Endpoint = left }] };
        Run(Bad(RecoveryOutcome.NotRecovered) with { Diagnosis = both, Steps = [Step(RecoveryStepOutcome.Done)], Before = [Failed], After = [Failed with { Passed = true }, new RecoveryProbe(left.ToString(), false, "is not there", DateTime.Now, TimeSpan.Zero)] });

        Assert.Equal(["[nginx502] web1: NOT recovered: PhpVersionPathMismatch at shop.example; StartService php8.2-fpm mended the rest"], Subjects());
    }

    // What only prepared, and what made nothing better, mended nothing.
    [Theory]
    [InlineData(null)]
    [InlineData("It made nothing better.")]
    public void What_mended_nothing_was_tried(string? problem)
    {
        Run(Bad(RecoveryOutcome.NotRecovered) with { Diagnosis = Diagnosis(Cause.FpmNotRunning), Before = [Failed], After = [Failed], Steps = [Step(RecoveryStepOutcome.Done) with { Problem = problem }] });

        Assert.Equal(["[nginx502] web1: NOT recovered: FpmNotRunning, tried StartService php8.2-fpm"], Subjects());
    }

    // nginx was stopped by somebody while php-fpm crashed: the start of the one is no try to undo the other.
    [Fact]
    public void What_somebody_stopped_is_left_beside_what_was_mended()
    {
        GatewayDiagnosis down = Diagnosis(Cause.FpmCrashed);
        GatewayDiagnosis both = down with { Findings = [down.Findings[0] with { Cause = Cause.StoppedOnPurpose, Servers = [], Endpoint = null }, .. down.Findings] };
        Run(Bad(RecoveryOutcome.NotRecovered) with { Diagnosis = both, Steps = [Step(RecoveryStepOutcome.Done)], Before = [Failed], After = [Failed with { Passed = true }, new RecoveryProbe("nginx (/etc/nginx/nginx.conf)", false, "does not run", DateTime.Now, TimeSpan.Zero) { IsNginx = true }] });

        Assert.Equal(["[nginx502] web1: left to a person: StoppedOnPurpose (nginx: all sites); StartService php8.2-fpm mended the rest"], Subjects());
    }

    [Fact]
    public void Whom_an_act_hit_beside_is_told()
    {
        RecoveryStepResult restarted = Step(RecoveryStepOutcome.Recovered) with { Step = new RecoveryStep { Action = RecoveryAction.StartService, Target = "php8.2-fpm", Cause = Cause.FpmNotRunning, Disruption = "Its pools www, blog were stopped." } };
        Run(Good(RecoveryOutcome.Recovered) with { Steps = [restarted], Diagnosis = Diagnosis(Cause.FpmNotRunning), Before = [Failed] });

        Assert.Contains("\nDone:      StartService php8.2-fpm: Recovered\n             Its pools www, blog were stopped.\n", _mails[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_began_and_was_mended_in_one_run_is_one_message()
    {
        Run(Good(RecoveryOutcome.Recovered) with { Steps = [Step(RecoveryStepOutcome.Recovered)], Diagnosis = Diagnosis(Cause.FpmNotRunning), Before = [Failed] });
        Run(Good(RecoveryOutcome.Healthy));
        Assert.Equal(["[nginx502] web1: recovered: FpmNotRunning, StartService php8.2-fpm"], Subjects());
    }

    [Fact]
    public void What_comes_again_is_told_with_how_often_and_an_act_that_failed_is_no_cure()
    {
        RecoveryResult mended = Good(RecoveryOutcome.Recovered) with { Steps = [Step(RecoveryStepOutcome.Recovered)], Diagnosis = Diagnosis(Cause.FpmNotRunning), Before = [Failed] };
        Run(mended with { RecoveredBefore = 1 });
        Run(mended with { Steps = [Step(RecoveryStepOutcome.Failed), .. mended.Steps] });

        Assert.Equal(
            ["[nginx502] web1: recovered again, 2 times within an hour: FpmNotRunning, StartService php8.2-fpm", "[nginx502] web1: recovered: FpmNotRunning, StartService php8.2-fpm"],
            Subjects());
    }

    [Fact]
    public void The_line_that_is_to_be_corrected_is_told_before_all_that_was_seen()
    {
        GatewayDiagnosis diagnosis = Diagnosis(Cause.FpmConfigurationInvalid);
        FindingEvidence place = new("php-fpm -t", "unknown entry 'pm.max_childrn'", "/etc/php/8.2/fpm/pool.d/blog.conf", 12);
        FindingEvidence log = new("nginx's error log", "connect() failed", "/var/log/nginx/error.log", 3);
        Run(Bad(RecoveryOutcome.PersonNeeded) with { Diagnosis = diagnosis with { Findings = [.. diagnosis.Findings.Select(finding => finding with { Evidence = [log, place] })] } });

        Assert.Contains("\nWhere:     /etc/php/8.2/fpm/pool.d/blog.conf:12: unknown entry 'pm.max_childrn'\n", _mails[0], StringComparison.Ordinal);
        Assert.True(_mails[0].IndexOf("\nWhere:", StringComparison.Ordinal) < _mails[0].IndexOf("\nSeen:", StringComparison.Ordinal));
    }

    [Fact]
    public void What_else_is_wrong_is_told_beside_the_cause()
    {
        GatewayDiagnosis diagnosis = Diagnosis(Cause.FpmNotRunning);
        Finding disk = diagnosis.Findings[0] with { Cause = Cause.DiskFull, Severity = Severity.Warning, IsPresent = true, Explanation = "The disk of the log is full." };
        Finding over = disk with { Cause = Cause.FpmExposed, IsPresent = false };
        Run(Bad(RecoveryOutcome.PersonNeeded) with { Diagnosis = diagnosis with { Findings = [.. diagnosis.Findings, disk, disk, over] } });

        Assert.Contains("\nAlso:      DiskFull: The disk of the log is full.\n", _mails[0], StringComparison.Ordinal);
        Assert.DoesNotContain("FpmExposed", _mails[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Why_nothing_was_done_is_said_once()
    {
        const string hold = "A package manager is at work: it holds /var/lib/dpkg/lock.";
        Run(Bad(RecoveryOutcome.Held) with { Diagnosis = Diagnosis(Cause.FpmNotRunning), Summary = $"unix:/run/a.sock failed. {hold}", Holds = [hold, "Another reason."] });

        Assert.Equal(2, _mails[0].Split(hold).Length);
        Assert.Contains("\nNot done:  Another reason.\n", _mails[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_back_within_seconds_is_no_incident()
    {
        Run(Good(RecoveryOutcome.Recovered));
        Run(Good(RecoveryOutcome.Healthy));
        Assert.Empty(_mails);
        Assert.False(File.Exists(Path.Combine(State, "recovery", "notifications.json")));
    }

    [Fact]
    public void Another_cause_is_told_and_a_run_without_one_is_not()
    {
        Run(Bad(RecoveryOutcome.NotRecovered));
        Run(Bad(RecoveryOutcome.Held) with { Diagnosis = null });
        Run(Bad(RecoveryOutcome.NotRecovered) with { Diagnosis = Diagnosis(Cause.PoolExhausted) });
        Run(Bad(RecoveryOutcome.NotRecovered));
        Assert.Equal(2, _mails.Count);
    }

    [Fact]
    public void Causes_and_targets_that_come_and_go_are_told_once_each()
    {
        RecoveryProbe other = Failed with { Target = "http://shop.example/" };
        RecoveryResult[] runs =
        [
            Bad(RecoveryOutcome.NotRecovered),
            Bad(RecoveryOutcome.NotRecovered) with { Before = [Failed, other] },
            Bad(RecoveryOutcome.NotRecovered) with { Before = [other] },
            Bad(RecoveryOutcome.NotRecovered) with { Before = [other], Diagnosis = Diagnosis(Cause.PoolExhausted) },
            Bad(RecoveryOutcome.NotRecovered) with { Diagnosis = Diagnosis(Cause.PoolExhausted) },
        ];
        foreach (RecoveryResult run in runs.Concat(runs).Concat(runs.Reverse()))
        {
            Run(run);
        }

        Assert.Equal(3, _mails.Count);
    }

    [Fact]
    public void A_recovery_that_cannot_run_is_told_once_and_once_that_it_can()
    {
        var failure = new ChangeFailure(ChangeFailureReason.NothingFound, null, "Neither nginx nor php-fpm was found. \u001b[2J", "Name their files.");
        Assert.Empty(Notifier().Notify(failure, [Mail], CancellationToken.None));
        Assert.Empty(Notifier().Notify(failure, [Mail], CancellationToken.None));
        Assert.Empty(Notifier().Notify(failure with { Reason = ChangeFailureReason.ChangeInProgress }, [Mail], CancellationToken.None));
        Assert.EndsWith(": recoveries cannot run: NothingFound", Assert.Single(Subjects()), StringComparison.Ordinal);
        Assert.Contains("\nTo do:     Name their files.\n", _mails[0], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _mails[0]);

        Run(Good(RecoveryOutcome.Healthy));
        Assert.Equal(["[nginx502] web1: over: recoveries run again, and visitors are served"], Subjects()[1..]);
    }

    [Fact]
    public void A_run_that_was_killed_is_told_by_the_next()
    {
        const string killed = "Run 7 of 2026-11-26 03:12:00 was killed while it was at StartService php8.2-fpm.";
        Run(Good(RecoveryOutcome.Healthy) with { Interrupted = killed });
        Assert.Equal(["[nginx502] web1: healthy, after a recovery was killed"], Subjects());

        Run(Bad(RecoveryOutcome.NotRecovered));
        Run(Bad(RecoveryOutcome.NotRecovered) with { Interrupted = killed });
        Assert.Equal(3, _mails.Count);

        // Whatever it had done by then: that nothing was done is not known.
        Run(Good(RecoveryOutcome.Recovered) with { Interrupted = killed });
        Assert.Contains("answers again, after a recovery that was killed", Subjects()[^1], StringComparison.Ordinal);
        Assert.All([_mails[0], _mails[2]], mail => Assert.Contains("\nKilled:    Run 7 of", mail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_runs_that_end_at_once_tell_it_once()
    {
        using var sending = new ManualResetEventSlim();
        _whileSending = () =>
        {
            sending.Set();
            Thread.Sleep(300);
        };
        Task<IReadOnlyList<string>> first = Task.Run(() => Run(Bad(RecoveryOutcome.NotRecovered)));
        sending.Wait();
        Run(Bad(RecoveryOutcome.NotRecovered));
        Assert.Empty(await first);
        Assert.Single(_mails);
    }

    [Fact]
    public void What_failed_is_sent_by_a_later_run_a_healthy_one_too()
    {
        _isDown = true;
        IReadOnlyList<string> warnings = Run(Bad(RecoveryOutcome.NotRecovered));
        Assert.Equal("mailto:ops@example.com was not told, and is told by the next run: /bin/true failed with 75: queue full password=***", Assert.Single(warnings));
        Run(Good(RecoveryOutcome.Healthy));
        Assert.Empty(_mails);

        _isDown = false;
        Assert.Empty(Run(Good(RecoveryOutcome.Healthy)));
        Assert.Equal(["NOT recovered", "over"], Subjects().Select(subject => subject.Split(": ")[1]));
        Run(Good(RecoveryOutcome.Healthy));
        Assert.Equal(2, _mails.Count);
    }

    [Fact]
    public void A_target_that_was_taken_out_gets_nothing_any_more()
    {
        _isDown = true;
        Run(Bad(RecoveryOutcome.NotRecovered));
        _isDown = false;
        Notifier().Notify(Good(RecoveryOutcome.Healthy), [NotificationTarget.Parse("mailto:other@example.com")], () => [], CancellationToken.None);
        Assert.Equal(["To: other@example.com"], _mails.Select(mail => mail.Split('\n')[0]));
        Assert.DoesNotContain("ops@example.com", File.ReadAllText(Path.Combine(State, "recovery", "notifications.json")));
    }

    [Fact]
    public void The_first_lines_say_it_and_nothing_of_a_log_is_in_the_header()
    {
        const string evil = "\r\nBcc: evil@example.com \u001b[2J";
        var finding = new Finding
        {
            Cause = Cause.FpmNotRunning,
            Severity = Severity.Critical,
            Confidence = Confidence.Certain,
            ConfidenceReason = "x",
            IsPresent = true,
            Explanation = "php-fpm does not run.",
            Evidence = [new FindingEvidence("nginx's error log", "GET /?token=abc " + evil + " https://u:geheim@x/?key=geheim")],
        };
        Run(Bad(RecoveryOutcome.NotRecovered) with { Summary = "It was tried." + evil, Diagnosis = Diagnosis(Cause.FpmNotRunning) with { Findings = [finding] }, EvidencePath = "/var/lib/nginx502/incidents/1" });

        string mail = _mails[0];
        string[] body = mail[(mail.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].Split('\n');
        Assert.DoesNotContain("evil", mail[..mail.IndexOf("\n\n", StringComparison.Ordinal)]);
        Assert.Equal("NOT recovered: FpmNotRunning, tried StartService php8.2-fpm.", body[0]);
        Assert.StartsWith("It was tried.\\r\\nBcc", body[1]);
        Assert.Contains("Evidence:  /var/lib/nginx502/incidents/1", body);
        Assert.DoesNotContain("geheim", mail);
        Assert.DoesNotContain('\u001b', mail);
    }

    [Fact]
    public void A_suspension_is_in_every_message()
    {
        new MonitorSuspension(FileCalls.Kernel, State, Runtime).Begin(TimeSpan.FromHours(1), "deploy", out _);
        Run(Bad(RecoveryOutcome.Held) with { Diagnosis = null });
        Assert.Contains("\nSuspended: until ", _mails[0]);
        Assert.Contains(": deploy\n", _mails[0]);
        Assert.StartsWith("[nginx502] web1: suspended, nothing was done: unix:/run/php/x.sock failed", Subjects()[0]);
    }

    [Fact]
    public async Task A_webhook_is_posted_to_and_its_address_is_never_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        NotificationTarget hook = NotificationTarget.Parse($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/T0/secret");
        Task<string> first = AnswerAsync(listener, "302 Found\r\nLocation: http://127.0.0.1:1/stolen");

        string warning = Assert.Single(Notifier().Notify(Bad(RecoveryOutcome.NotRecovered), [hook], () => [], CancellationToken.None));
        Assert.Contains("leads elsewhere", warning);
        Assert.DoesNotContain("secret", warning + File.ReadAllText(Path.Combine(State, "recovery", "notifications.json")));
        Assert.StartsWith("POST /T0/secret HTTP/1.1", await first);

        Task<string> second = AnswerAsync(listener, "204 No Content");
        Assert.Empty(Notifier().Notify(Good(RecoveryOutcome.Healthy) with { Outcome = RecoveryOutcome.NotRecovered, Before = [Failed], Diagnosis = Diagnosis(Cause.FpmNotRunning) }, [hook], () => [], CancellationToken.None));
        Assert.Contains("\"cause\":\"FpmNotRunning\"", await second);
    }

    [Fact]
    public void What_cannot_be_connected_to_is_a_warning()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Dispose();
        string warning = Assert.Single(Notifier().Notify(Bad(RecoveryOutcome.NotRecovered), [NotificationTarget.Parse($"http://127.0.0.1:{port}/secret")], () => [], CancellationToken.None));
        Assert.Equal($"http://127.0.0.1:{port} was not told, and is told by the next run: It cannot be connected to.", warning);
    }

    [Fact]
    public void The_log_of_the_machine_is_told()
    {
        string path = Path.Combine(_root, "log");
        using var log = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        log.Bind(new UnixDomainSocketEndPoint(path));
        NotificationTarget syslog = NotificationTarget.Parse("syslog:");
        var sender = new NotificationSender(() => this, ["/bin/true"], path);
        Assert.Null(sender.Send(syslog, NotificationText.Of(Bad(RecoveryOutcome.NotRecovered), null), CancellationToken.None));
        byte[] line = new byte[2000];
        Assert.StartsWith("<28>nginx502[", Encoding.UTF8.GetString(line, 0, log.Receive(line)));
        Assert.Contains("Nobody listens", new NotificationSender(() => this, [], path + "x").Send(syslog, NotificationMessage.Test(), CancellationToken.None));
    }

    [Fact]
    public void Without_a_mail_program_it_says_so() =>
        Assert.Contains("There is no /nowhere/sendmail", new NotificationSender(() => this, ["/nowhere/sendmail"], "/x").Send(Mail, NotificationMessage.Test(), CancellationToken.None));

    [Fact]
    public void What_cannot_be_kept_is_a_warning_and_it_is_told_all_the_same()
    {
        Directory.CreateDirectory(State);
        File.WriteAllText(Path.Combine(State, "recovery"), "");
        IReadOnlyList<string> warnings = Run(Bad(RecoveryOutcome.NotRecovered));
        Assert.NotEmpty(warnings);
        Assert.Single(_mails);
    }

    [Fact]
    public void A_stop_leaves_it_to_the_next_run()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Notifier().Notify(Bad(RecoveryOutcome.NotRecovered), [Mail], () => [], stopped.Token);
        Assert.Empty(_mails);
        Run(Bad(RecoveryOutcome.NotRecovered));
        Assert.Single(_mails);
    }

    ProgramResult? IPrograms.Run(ProgramRequest request, out string? problem, CancellationToken cancellation)
    {
        problem = null;
        Assert.Equal("-i -- ", string.Join(' ', request.Arguments.Take(2)) + " ");
        _whileSending();
        if (!_isDown)
        {
            _mails.Add(Encoding.ASCII.GetString(request.Input.Span));
        }

        return new ProgramResult(_isDown ? 75 : 0, [], Encoding.UTF8.GetBytes("queue full password=geheim\n"), false, false, TimeSpan.Zero);
    }

    private static RecoveryProbe Failed => new("unix:/run/php/x.sock", false, "refused", DateTime.Now, TimeSpan.Zero);

    private static RecoveryStepResult Step(RecoveryStepOutcome outcome) => new() { Step = new RecoveryStep { Action = RecoveryAction.StartService, Target = "php8.2-fpm", Cause = Cause.FpmNotRunning }, Outcome = outcome };

    private static GatewayDiagnosis Diagnosis(Cause cause) => new()
    {
        ComputerName = "web1",
        Time = DateTime.Now,
        IsHealthy = false,
        Verdict = "v",
        Findings = [new Finding { Cause = cause, Severity = Severity.Critical, Confidence = Confidence.Certain, ConfidenceReason = "x", IsPresent = true, Explanation = "e" }],
    };

    private static RecoveryResult Bad(RecoveryOutcome outcome) => new()
    {
        ComputerName = "web1",
        Time = DateTime.Now,
        Outcome = outcome,
        Summary = "It failed.",
        Before = [Failed],
        Diagnosis = Diagnosis(Cause.FpmNotRunning),
        Steps = outcome == RecoveryOutcome.NotRecovered ? [Step(RecoveryStepOutcome.Failed)] : [],
    };

    private static RecoveryResult Good(RecoveryOutcome outcome) => new() { ComputerName = "web1", Time = DateTime.Now, Outcome = outcome, Summary = "Healthy.", IsHealthy = true };

    // A run that found all well, and was given nobody to tell.
    private void Journal(string command, DateTimeOffset? begun = null)
    {
        using RunJournal journal = RunJournal.Open(FileCalls.Kernel, State, Runtime, command, TimeSpan.FromSeconds(30), CancellationToken.None);
        journal.Append(new RunLine(journal.Run, RunEvent.Begin) { Command = command, Time = begun ?? DateTimeOffset.Now });
        journal.Append(new RunLine(journal.Run, RunEvent.End) { Command = command, Outcome = RecoveryOutcome.Recovered });
    }

    private void Act(string command, DateTimeOffset time, bool isUnattended = false)
    {
        using RunJournal journal = RunJournal.Open(FileCalls.Kernel, State, Runtime, command, TimeSpan.FromSeconds(30), CancellationToken.None);
        journal.Append(new RunLine(journal.Run, RunEvent.Begin) { Command = command, IsUnattended = isUnattended, Time = time });
        journal.Append(new RunLine(journal.Run, RunEvent.StepBegin) { Action = RecoveryAction.RestartService, Target = "php8.2-fpm", Time = time });
        journal.Append(new RunLine(journal.Run, RunEvent.End) { Command = command, Outcome = RecoveryOutcome.Recovered, Time = time });
    }

    private IReadOnlyList<string> Run(RecoveryResult result) => Notifier().Notify(result, [Mail], () => [], CancellationToken.None);

    // A new one each time: nothing is remembered but what is kept.
    private IncidentNotifier Notifier() => new(FileCalls.Kernel, State, Runtime, new NotificationSender(() => this, ["/nowhere/sendmail", "/bin/true"], "/nowhere/log") { Timeout = TimeSpan.FromMinutes(1) });

    private string[] Subjects() => [.. _mails.Select(mail => mail.Split('\n').First(line => line.StartsWith("Subject: ", StringComparison.Ordinal))["Subject: ".Length..])];

    private static async Task<string> AnswerAsync(TcpListener listener, string status)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        byte[] buffer = new byte[65536];
        var request = new StringBuilder();
        while (!IsWhole(request.ToString()))
        {
            int read = await stream.ReadAsync(buffer);
            if (read == 0)
            {
                break;
            }

            request.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        return request.ToString();
    }

    private static bool IsWhole(string request)
    {
        int end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string? length = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        return end >= 0 && length is not null && Encoding.UTF8.GetByteCount(request[(end + 4)..]) >= int.Parse(length["Content-Length: ".Length..]);
    }
}
