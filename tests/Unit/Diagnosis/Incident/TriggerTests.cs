using System.Text.Json.Nodes;
using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>What set a trouble off lies near to its beginning, and has to do with it.</summary>
public sealed class TriggerTests
{
    private static readonly DateTime Begin = Now.AddMinutes(-1);

    [Fact]
    public void OtherPackagesSetNothingOff() => Assert.Null(Trigger(Event(TimelineEventKind.PackageUpgraded, "other packages", 10)));

    [Fact]
    public void WhatIsNearerComesBeforeWhatIsHeavier() => Assert.Equal(
        "/etc/nginx/nginx.conf",
        Trigger(Event(TimelineEventKind.PackageUpgraded, "nginx", 800), Event(TimelineEventKind.FileChanged, "/etc/nginx/nginx.conf", 20), Event(TimelineEventKind.NginxReloaded, "nginx", 15)));

    // A file that nothing loaded says nothing yet.
    [Theory]
    [InlineData(TimelineEventKind.NginxReloaded, "nginx", 15, "/etc/nginx/nginx.conf")]
    [InlineData(TimelineEventKind.NginxReloaded, "nginx", 30, null)]
    [InlineData(TimelineEventKind.FpmReloaded, "php-fpm", 15, "php-fpm")]
    public void WhatWasNotLoadedSetNothingOff(TimelineEventKind load, string subject, int seconds, string? expected) => Assert.Equal(
        expected,
        Trigger(Event(TimelineEventKind.FileChanged, "/etc/nginx/nginx.conf", 20), Event(load, subject, seconds)) is { } named && named != "nginx" ? named : null);

    // Of what this program took back itself nothing was left that could break anything.
    [Theory]
    [InlineData("change 7, Sync-FpmEndpoint", true)]
    [InlineData("change 7, Sync-FpmEndpoint: listen 9000 -> 9001, failed and put back", true)]
    [InlineData("change 7, Sync-FpmEndpoint, undone later", true)]
    [InlineData("change 7, Sync-FpmEndpoint, undone later", false, "change 8, Restore-GatewayConfiguration of change 7")]
    [InlineData("change 7, Sync-FpmEndpoint, undone later", true, "change 8, Restore-GatewayConfiguration of change 77")]
    public void WhatWasTakenBackBeganNothing(string text, bool isTrigger, string? undo = null)
    {
        TimelineEvent change = Event(TimelineEventKind.Change, "/etc/nginx/nginx.conf", 60) with { Text = text };
        TimelineEvent[] events = [change, .. undo is null ? Array.Empty<TimelineEvent>() : [Event(TimelineEventKind.Change, "/etc/other.conf", 40) with { Text = undo }], Event(TimelineEventKind.NginxReloaded, "nginx", 30)];
        ErrorEvidence errors = Error(Symptom.HeaderTooBig, 502, 50, Now) with { First = Begin };

        TimelineEvent? trigger = Diagnoser.Diagnose(Healthy with { Errors = [errors], Timeline = Timeline(events) }).Findings[0].Trigger;

        Assert.Equal(isTrigger, trigger?.Text == text);
    }

    // No log has it: the kernel keeps when a mode was changed.
    [Theory]
    [InlineData(1, "/run/php/php8.2-fpm.sock")]
    [InlineData(1000, "/etc/nginx/nginx.conf")]
    public void WhoeverChangedAModeBeganIt(int secondsBefore, string expected)
    {
        FpmSocketStep denied = SocketFacts.Unix.Steps[^1] with { Mode = "0600", IsAllowed = false, Reason = "www-data is neither", RightsChanged = Begin.AddSeconds(-secondsBefore) };
        FpmSocketFacts socket = Healthy.Sockets[0] with { Steps = [.. SocketFacts.Unix.Steps[..^1], denied], Attempts = [SocketFacts.Failed(FastCgiFailureKind.PermissionDenied, 13)] };
        ErrorEvidence errors = Error(Symptom.PermissionDenied, 502, 50, Now) with { First = Begin };
        GatewayTimeline timeline = Timeline(Event(TimelineEventKind.FileChanged, "/etc/nginx/nginx.conf", 200), Event(TimelineEventKind.NginxReloaded, "nginx", 190));

        Finding finding = Diagnoser.Diagnose(Healthy with { Sockets = [socket], Errors = [errors], Timeline = timeline }).Findings[0];

        Assert.Equal((Cause.SocketPermissionDenied, expected), (finding.Cause, finding.Trigger?.Subject));
    }

    // What a unit says takes effect with the next start, and at once.
    [Theory]
    [InlineData(20, 15, true)]
    [InlineData(300, 290, false)]
    [InlineData(300, 15, true)]
    [InlineData(20, 30, false)]
    public void AFileOfAUnitCountsWithTheStart(int written, int started, bool expected)
    {
        ErrorEvidence errors = Error(Symptom.DescriptorsExhausted, 500, 50, Now) with { First = Begin, Endpoint = null };
        GatewayTimeline timeline = Timeline(Event(TimelineEventKind.FileChanged, "/etc/systemd/system/nginx.service.d/limits.conf", written), Event(TimelineEventKind.UnitStarted, "nginx.service", started));
        Finding finding = Diagnoser.Diagnose(Healthy with { Errors = [errors], Timeline = timeline }).Findings[0];

        Assert.Equal((Cause.TooManyOpenFiles, expected), (finding.Cause, finding.Trigger is not null));
    }

    // It has no errors of its own: it began when systemd saw it end.
    [Theory]
    [InlineData(20, "/etc/nginx/nginx.conf")]
    [InlineData(1000, null)]
    public void WhatNginxRefusesBeganWithItsEnd(int written, string? expected)
    {
        GatewayService failed = NginxService with { State = GatewayServiceState.Failed, SubState = "failed", Result = "exit-code", ExitCode = 1, ProcessId = null, Since = Begin };
        ConfigurationTestResult test = Test("nginx", "/etc/nginx/nginx.conf", passed: false, isAsked: true, new ConfigurationDiagnostic(Severity.Error, "Emergency", "unexpected \"}\"", "/etc/nginx/nginx.conf", 8)) with { ProcessId = null };
        GatewaySnapshot down = Healthy with { Services = [failed, FpmService], ConfigurationTests = [test], Timeline = Timeline(Event(TimelineEventKind.FileChanged, "/etc/nginx/nginx.conf", written)) };

        Assert.Equal((Cause.NginxConfigurationInvalid, expected), (Diagnoser.Diagnose(down).Findings[0].Cause, Diagnoser.Diagnose(down).Findings[0].Trigger?.Subject));
    }

    // Whoever stops it and whatever kills it: the last of them ended it, where it was started between.
    [Theory]
    [InlineData(TimelineEventKind.UnitFailed, 3, TimelineEventKind.UnitStopped, 40, TimelineEventKind.UnitFailed)]
    [InlineData(TimelineEventKind.UnitStopped, 3, TimelineEventKind.UnitFailed, 40, TimelineEventKind.UnitStopped)]
    public void OfSeveralEndsTheLastCounts(TimelineEventKind one, int seconds, TimelineEventKind other, int secondsOfOther, TimelineEventKind expected)
    {
        FpmSocketFacts gone = SocketFacts.Unix with { Listener = null, IsListed = false, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };
        GatewayService failed = FpmService with { State = GatewayServiceState.Failed, Result = "signal", ProcessId = null, Since = Begin };
        GatewayTimeline timeline = Timeline(Event(one, "php8.2-fpm.service", seconds), Event(other, "php8.2-fpm.service", secondsOfOther), Event(TimelineEventKind.UnitStarted, "php8.2-fpm.service", 20), Event(TimelineEventKind.UnitStopped, "nginx.service", 1));
        GatewaySnapshot down = Healthy with { Sockets = [gone], Services = [NginxService, failed], Configuration = Configuration("aligned", fpmMaster: null), Timeline = timeline };

        Assert.Equal((expected, "php8.2-fpm.service"), (Diagnoser.Diagnose(down).Findings[0].Trigger!.Kind, Diagnoser.Diagnose(down).Findings[0].Trigger!.Subject));
    }

    [Fact]
    public void OfOneActTheHeaviestIsNamed() => Assert.Equal(
        "php8.2-fpm",
        Trigger(Event(TimelineEventKind.PackageUpgraded, "php8.2-fpm", 40), Event(TimelineEventKind.UnitStopped, "php8.2-fpm.service", 12), Event(TimelineEventKind.FpmStopped, "php-fpm", 11)));

    // A reboot or an undone change a moment before is another act.
    [Theory]
    [InlineData(TimelineEventKind.Change, "/etc/php/8.2/fpm/pool.d/www.conf")]
    [InlineData(TimelineEventKind.Reboot, "web1")]
    public void OfWhatPeopleChangedTheLastIsNamed(TimelineEventKind before, string subject) => Assert.Equal(
        "/etc/nginx/sites-enabled/shop",
        Trigger(Event(before, subject, 60), Event(TimelineEventKind.FileChanged, "/etc/nginx/sites-enabled/shop", 11), Event(TimelineEventKind.NginxReloaded, "nginx", 5)));

    [Theory]
    [InlineData(TimelineEventKind.PackageUpgraded, "php8.1-fpm")]
    [InlineData(TimelineEventKind.FileChanged, "/etc/php/7.4/fpm/pool.d/www.conf")]
    [InlineData(TimelineEventKind.UnitStopped, "php-fpm.service")]
    [InlineData(TimelineEventKind.OomKill, "mysqld")]
    public void WhatIsOfAnotherPhpFpmSetsNothingOff(TimelineEventKind kind, string subject) => Assert.Null(Trigger(Event(kind, subject, 5)));

    [Theory]
    [InlineData(TimelineEventKind.PackageUpgraded, "php8.2-cli")]
    [InlineData(TimelineEventKind.UnitReloaded, "php8.2-fpm.service")]
    [InlineData(TimelineEventKind.FileChanged, "/etc/php/8.2/fpm/pool.d/www.conf")]
    [InlineData(TimelineEventKind.OomKill, "php-fpm8.2")]
    [InlineData(TimelineEventKind.Deployed, "/var/www/shop")]
    [InlineData(TimelineEventKind.Deployed, "/var/www/shop/public/index.php")]
    public void WhatIsOfItsOwnDoes(TimelineEventKind kind, string subject) =>
        Assert.Equal(subject, Trigger(Event(kind, subject, 5), Event(TimelineEventKind.FpmReloaded, "php-fpm", 4)));

    // A php-fpm that does not run was not stopped by what nginx was told, or by what a site serves.
    [Theory]
    [InlineData(TimelineEventKind.Deployed, "/srv/shop", false)]
    [InlineData(TimelineEventKind.FileChanged, "/etc/nginx/sites-enabled/shop", false)]
    [InlineData(TimelineEventKind.NginxReloaded, "nginx", false)]
    [InlineData(TimelineEventKind.FileChanged, "/etc/php/8.2/fpm/pool.d/www.conf", false)]
    [InlineData(TimelineEventKind.FileChanged, "/etc/systemd/system", false)]
    [InlineData(TimelineEventKind.FileChanged, "/etc/systemd/system/php8.2-fpm.service.d/limits.conf", true)]
    [InlineData(TimelineEventKind.PackageUpgraded, "php8.2-fpm", true)]
    public void OnlyWhatCanBringItAboutDoes(TimelineEventKind kind, string subject, bool expected)
    {
        FpmSocketFacts gone = SocketFacts.Unix with { Listener = null, IsListed = false, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };
        GatewayService stopped = FpmService with { State = GatewayServiceState.Failed, Result = "exit-code", ProcessId = null, Since = Begin };
        GatewaySnapshot down = Healthy with { Sockets = [gone], Services = [NginxService, stopped], Configuration = Configuration("aligned", fpmMaster: null), Timeline = Timeline(Event(kind, subject, 5)) };

        Assert.Equal(expected ? subject : null, Diagnoser.Diagnose(down).Findings[0].Trigger?.Subject);
    }

    [Theory]
    [InlineData(TimelineEventKind.FileChanged, "/etc/php/8.2/fpm/pool.d/www.conf", false, false)]
    [InlineData(TimelineEventKind.FileChanged, "/etc/systemd/system", false, false)]
    [InlineData(TimelineEventKind.FileChanged, "/etc/systemd/system", true, true)]
    [InlineData(TimelineEventKind.UnitStopped, "php8.2-fpm.service", false, true)]
    public void NoFileOfProgramsStopsOneOnPurpose(TimelineEventKind kind, string subject, bool isMasked, bool expected)
    {
        FpmSocketFacts gone = SocketFacts.Unix with { Listener = null, IsListed = false, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };
        GatewayService stopped = FpmService with { State = GatewayServiceState.Inactive, IsStoppedOnPurpose = true, IsMasked = isMasked, Result = "success", ProcessId = null, Since = Begin };
        GatewaySnapshot down = Healthy with { Sockets = [gone], Services = [NginxService, stopped], Configuration = Configuration("aligned", fpmMaster: null), Timeline = Timeline(Event(kind, subject, 5)) };
        Finding finding = Diagnoser.Diagnose(down).Findings[0];

        Assert.Equal((Cause.StoppedOnPurpose, expected ? subject : null), (finding.Cause, finding.Trigger?.Subject));
    }

    // What a boot breaks is broken soon after it.
    [Theory]
    [InlineData(60, true)]
    [InlineData(300, false)]
    public void ABootOfLongBeforeSetsNothingOff(int seconds, bool expected)
    {
        FpmSocketFacts refused = SocketFacts.Unix with { Attempts = [SocketFacts.Failed(FastCgiFailureKind.PermissionDenied, 13)] };
        ErrorEvidence errors = Error(Symptom.PermissionDenied, 502, 5, Now) with { First = Begin };
        Finding finding = Diagnoser.Diagnose(Healthy with { Sockets = [refused], Errors = [errors], Timeline = Timeline(Event(TimelineEventKind.Reboot, "machine", seconds)) }).Findings[0];

        Assert.Equal((Cause.SecurityModuleDenied, expected), (finding.Cause, finding.Trigger is not null));
    }

    // What one site's or one pool's file says is nothing to another.
    [Theory]
    [InlineData("/etc/nginx/sites-enabled/blog", "/etc/php/8.2/fpm/pool.d/blog.conf", null)]
    [InlineData("/etc/nginx/sites-enabled/blog", "/etc/nginx/sites-enabled/blog", null)]
    [InlineData("/etc/nginx/nginx.conf", "/etc/nginx/nginx.conf", "/etc/nginx/nginx.conf")]
    public void FilesOfOthersSetNothingOff(string nginxFile, string changed, string? expected)
    {
        JsonNode two = JsonNode.Parse(SnapshotJson.Write(Healthy))!;
        AddAnother(two["Configuration"]!["Upstreams"]!, ("Server", "blog.example"), ("Path", nginxFile));
        AddAnother(two["Configuration"]!["Pools"]!, ("Pool", "blog"), ("ConfigurationPath", "/etc/php/8.2/fpm/pool.d/blog.conf"));
        ErrorEvidence errors = Error(Symptom.HeaderTooBig, 502, 50, Now) with { First = Begin };

        Assert.Equal(expected, Diagnoser.Diagnose(SnapshotJson.Read(two.ToJsonString()) with { Errors = [errors], Timeline = Timeline(Event(TimelineEventKind.FileChanged, changed, 5), Event(TimelineEventKind.UnitStarted, changed.Contains("nginx", StringComparison.Ordinal) ? "nginx.service" : "php8.2-fpm.service", 4)) }).Findings[0].Trigger?.Subject);
    }

    // A file is of the nearest document root above it, a link of all that it leads to.
    [Theory]
    [InlineData("/var/www/shop/public/index.php", true)]
    [InlineData("/var/www", true)]
    [InlineData("/var/www/shop/public/blog/index.php", false)]
    [InlineData("/var/www/shop/public/blog", false)]
    [InlineData("/srv/other", false)]
    public void WhatWasDeployedForOthersSetNothingOff(string deployed, bool expected)
    {
        JsonNode two = JsonNode.Parse(SnapshotJson.Write(Healthy))!;
        AddAnother(two["Configuration"]!["Upstreams"]!, ("Server", "blog.example"));
        two["Configuration"]!["Upstreams"]![1]!["ServerNames"] = new JsonArray("blog.example");
        two["Configuration"]!["Upstreams"]![1]!["Settings"]!.AsArray().Single(setting => (string?)setting!["Name"] == "root")!["Value"] = "/var/www/shop/public/blog/";
        ErrorEvidence errors = Error(Symptom.HeaderTooBig, 502, 50, Now) with { First = Begin };
        Finding finding = Diagnoser.Diagnose(SnapshotJson.Read(two.ToJsonString()) with { Errors = [errors], Timeline = Timeline(Event(TimelineEventKind.Deployed, deployed, 5)) }).Findings[0];

        Assert.Equal(["shop.example"], finding.Servers);
        Assert.Equal(expected ? deployed : null, finding.Trigger?.Subject);
    }

    // One act wrote both in one second: the file of what is wrong is named, whichever came last.
    [Theory]
    [InlineData(0, "/etc/php/8.2/fpm/pool.d/www.conf")]
    [InlineData(400, "/etc/php/8.2/fpm/pool.d/www.conf")]
    [InlineData(1200, "/etc/nginx/nginx.conf")]
    public void OfOneSecondTheFileOfItsOwnPoolIsNamed(int millisecondsLater, string expected)
    {
        FpmPoolStatus full = Pool with { IdleProcesses = 0, ActiveProcesses = 10, ListenQueue = 40, IsFull = true };
        ErrorEvidence errors = Error(Symptom.ResponseTimedOut, 504, 50, Now) with { First = Begin };
        TimelineEvent site = Event(TimelineEventKind.FileChanged, "/etc/nginx/nginx.conf", 20);
        TimelineEvent[] events = [Event(TimelineEventKind.FileChanged, "/etc/php/8.2/fpm/pool.d/www.conf", 20), site with { Time = site.Time.AddMilliseconds(millisecondsLater) }, Event(TimelineEventKind.UnitReloaded, "php8.2-fpm.service", 10), Event(TimelineEventKind.UnitReloaded, "nginx.service", 10)];
        Finding finding = Diagnoser.Diagnose(Healthy with { Pools = [full], Errors = [errors], Timeline = Timeline(events) }).Findings[0];

        Assert.Equal((Cause.PoolExhausted, expected), (finding.Cause, finding.Trigger?.Subject));
    }

    [Fact]
    public void OfOneSecondTheFileOfItsOwnSiteIsNamed()
    {
        TimelineEvent pool = Event(TimelineEventKind.FileChanged, "/etc/php/8.2/fpm/pool.d/www.conf", 20);

        Assert.Equal(
            "/etc/nginx/nginx.conf",
            Trigger(pool with { Time = pool.Time.AddMilliseconds(400) }, Event(TimelineEventKind.FileChanged, "/etc/nginx/nginx.conf", 20), Event(TimelineEventKind.UnitReloaded, "php8.2-fpm.service", 10), Event(TimelineEventKind.UnitReloaded, "nginx.service", 10)));
    }

    // It was started after the boot, and ended later: no boot ended it.
    [Theory]
    [InlineData(null, false, true)]
    [InlineData(TimelineEventKind.UnitStarted, false, false)]
    [InlineData(TimelineEventKind.FpmStarted, false, false)]
    [InlineData(TimelineEventKind.UnitStarted, true, true)]
    public void ABootEndedNothingThatRanSince(TimelineEventKind? start, bool isVain, bool expected)
    {
        FpmSocketFacts gone = SocketFacts.Unix with { Listener = null, IsListed = false, Steps = SocketFacts.Unix.Steps[..^1], Attempts = [SocketFacts.Failed(FastCgiFailureKind.SocketMissing, 2)] };
        GatewayService ended = FpmService with { State = GatewayServiceState.Failed, Result = "exit-code", ExitCode = 255, ProcessId = null, Since = Begin };
        TimelineEvent[] events =
        [
            Event(TimelineEventKind.Reboot, "machine", 97),
            .. start is { } kind ? [Event(kind, kind is TimelineEventKind.FpmStarted ? "php-fpm" : "php8.2-fpm.service", isVain ? 1 : 80)] : Array.Empty<TimelineEvent>(),
            Event(TimelineEventKind.UnitFailed, "php8.2-fpm.service", 0),
        ];
        Finding finding = Diagnoser.Diagnose(Healthy with { Sockets = [gone], Services = [NginxService, ended], Configuration = Configuration("aligned", fpmMaster: null), Timeline = Timeline(events) }).Findings[0];

        Assert.Equal((Cause.FpmNotRunning, expected), (finding.Cause, finding.Trigger?.Kind is TimelineEventKind.Reboot));
    }

    [Theory]
    [InlineData(TimelineEventKind.UnitStarted, "nginx.service", false)]
    [InlineData(TimelineEventKind.NginxStarted, "nginx", false)]
    [InlineData(TimelineEventKind.UnitStarted, "php8.2-fpm.service", true)]
    public void ABootEndedNoNginxThatRanSince(TimelineEventKind kind, string subject, bool expected)
    {
        GatewayService ended = NginxService with { State = GatewayServiceState.Failed, Result = "exit-code", ExitCode = 1, ProcessId = null, Since = Begin };
        GatewayTimeline timeline = Timeline(Event(TimelineEventKind.Reboot, "machine", 97), Event(kind, subject, 80));
        Finding finding = Diagnoser.Diagnose(Healthy with { Services = [ended, FpmService], Timeline = timeline }).Findings[0];

        Assert.Equal((Cause.NginxNotRunning, expected), (finding.Cause, finding.Trigger is not null));
    }

    // Its workers live on: the master ran until somebody killed it.
    [Fact]
    public void ABootKilledNoMasterThatRan()
    {
        FpmSocketFacts held = SocketFacts.Unix with { Listener = null, IsListed = false, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };
        GatewayService killed = FpmService with { State = GatewayServiceState.Failed, Result = "signal", ExitSignal = "SIGKILL", ProcessId = null, Since = Begin };
        Finding finding = Diagnoser.Diagnose(Healthy with { Sockets = [held], Services = [NginxService, killed], Configuration = Configuration("aligned", fpmMaster: null), Timeline = Timeline(Event(TimelineEventKind.Reboot, "machine", 97)) }).Findings[0];

        Assert.Equal((Cause.FpmCrashed, (TimelineEvent?)null), (finding.Cause, finding.Trigger));
    }

    // php.ini keeps no nginx from running, and no file at all sends a signal.
    [Theory]
    [InlineData("/etc/php/8.2/fpm/php.ini", "exit-code", null, false)]
    [InlineData("/etc/php/8.2/fpm/pool.d/www.conf", "exit-code", null, false)]
    [InlineData("/etc/systemd/system/php8.2-fpm.service.d/limits.conf", "exit-code", null, false)]
    [InlineData("/etc/nginx/nginx.conf", "exit-code", null, true)]
    [InlineData("/etc/nginx/nginx.conf", "signal", "SIGKILL", false)]
    [InlineData("/etc/nginx/nginx.conf", "core-dump", "SIGSEGV", true)]
    [InlineData("/etc/nginx/sites-enabled/phpmyadmin.conf", "exit-code", null, true)]
    [InlineData("/etc/systemd/system/nginx.service.d/limits.conf", "exit-code", null, true)]
    [InlineData("/etc/systemd/system/nginx.service.d/limits.conf", "signal", "SIGKILL", false)]
    [InlineData("/etc/systemd/system/nginx.service.d/filter.conf", "signal", "SIGSYS", true)]
    public void OnlyFilesOfItsOwnKeepNginxFromRunning(string changed, string result, string? signal, bool expected)
    {
        GatewayService ended = NginxService with { State = GatewayServiceState.Failed, Result = result, ExitSignal = signal, ProcessId = null, Since = Begin };
        Finding finding = Diagnoser.Diagnose(Healthy with { Services = [ended, FpmService], Timeline = Timeline(Event(TimelineEventKind.FileChanged, changed, 7)) }).Findings[0];

        Assert.Equal((Cause.NginxNotRunning, expected ? changed : null), (finding.Cause, finding.Trigger?.Subject));
    }

    // Visitors got what they asked for after the change.
    [Theory]
    [InlineData(20, true)]
    [InlineData(5, false)]
    public void WhatWentWellAfterwardsWasNotBrokenByIt(int secondsGoodBefore, bool isNamed)
    {
        ErrorEvidence errors = Error(Symptom.HeaderTooBig, 502, 50, Now) with { First = Begin };
        AnswerCount failed = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 50, Begin, Now) { Episode = new FailureEpisode(Begin, 50, 50) { GoodBefore = Begin.AddSeconds(-secondsGoodBefore) } };
        GatewayTimeline timeline = Timeline(Event(TimelineEventKind.FileChanged, "/etc/nginx/nginx.conf", 10), Event(TimelineEventKind.UnitStarted, "nginx.service", 9));

        Assert.Equal(isNamed, Diagnoser.Diagnose(Healthy with { Errors = [errors], Answers = [failed], Timeline = timeline }).Findings[0].Trigger is not null);
    }

    // A file that was changed before takes effect when it is loaded: by that the trouble came after it.
    [Theory]
    [InlineData(TimelineEventKind.NginxReloaded, "nginx", 10, "/etc/nginx/nginx.conf")]
    [InlineData(TimelineEventKind.NginxReloaded, "nginx", 50, null)]
    [InlineData(TimelineEventKind.FpmReloaded, "php-fpm", 10, "php-fpm")]
    public void AFileCountsFromWhenItWasLoaded(TimelineEventKind load, string subject, int secondsBefore, string? expected)
    {
        ErrorEvidence errors = Error(Symptom.HeaderTooBig, 502, 50, Now) with { First = Begin };
        AnswerCount failed = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 50, Begin, Now) { Episode = new FailureEpisode(Begin, 50, 50) { GoodBefore = Begin.AddSeconds(-20) } };
        GatewayTimeline timeline = Timeline(Event(TimelineEventKind.FileChanged, "/etc/nginx/nginx.conf", 60), Event(load, subject, secondsBefore));

        Assert.Equal(expected, Diagnoser.Diagnose(Healthy with { Errors = [errors], Answers = [failed], Timeline = timeline }).Findings[0].Trigger?.Subject);
    }

    // What runs answered this: no stop of it, no name of a host and no file of another pool made it so.
    [Theory]
    [InlineData(TimelineEventKind.UnitStopped, "php8.2-fpm.service")]
    [InlineData(TimelineEventKind.FpmStopped, "php-fpm 8.2")]
    [InlineData(TimelineEventKind.UnitStopped, "nginx.service")]
    [InlineData(TimelineEventKind.FileChanged, "/etc/hosts")]
    [InlineData(TimelineEventKind.FileChanged, "/etc/php/8.2/fpm/pool.d/broken.conf")]
    public void WhatHasNothingToDoWithAnAnswerDidNotSpoilIt(TimelineEventKind kind, string subject) => Assert.Null(Trigger(Event(kind, subject, 5)));

    [Fact]
    public void AUnitDecidesNothingOfAnAnswer() => Assert.Null(Trigger(Event(TimelineEventKind.FileChanged, "/etc/systemd/system/php8.2-fpm.service.d/limits.conf", 5)));

    // It stopped for a while when somebody tried to mend it: neither his file nor his reload began it, and that file has lost the time of its first change.
    [Theory]
    [InlineData(null, null)]
    [InlineData(-100, "/etc/nginx/nginx.conf")]
    public void AnAttemptToMendItDidNotBeginIt(int? secondsOfGood, string? expected)
    {
        ErrorEvidence errors = Error(Symptom.HeaderTooBig, 502, 9, Now.AddSeconds(-1)) with
        {
            First = Now.AddMinutes(-4),
            BucketInterval = TimeSpan.FromSeconds(10),
            Buckets = [new TimeBucket(Now.AddMinutes(-4), 6), new TimeBucket(Now.AddSeconds(-60), 3)],
            Spells = [new ErrorSpell(Now.AddMinutes(-4), Now.AddMinutes(-4).AddSeconds(5)), new ErrorSpell(Now.AddSeconds(-58), Now.AddSeconds(-1))],
        };
        AnswerCount[] failed = secondsOfGood is { } seconds
            ? [new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 9, Now.AddMinutes(-4), Now) { Episode = new FailureEpisode(Now.AddSeconds(-58), 3, 3) { GoodBefore = Now.AddSeconds(seconds) } }]
            : [];
        GatewayTimeline timeline = Timeline(Event(TimelineEventKind.FileChanged, "/etc/nginx/nginx.conf", 20), Event(TimelineEventKind.NginxReloaded, "nginx", 15));

        Finding finding = Diagnoser.Diagnose(Healthy with { Errors = [errors], Answers = failed, Timeline = timeline }).Findings[0];

        Assert.Equal((Cause.HeaderTooBig, expected), (finding.Cause, finding.Trigger?.Subject));
    }

    // A start in vain is a new state of its unit, and not what began it; what ran until then and failed otherwise before is another trouble.
    [Theory]
    [InlineData(true, 240)]
    [InlineData(false, 1)]
    public void AStartInVainDidNotBeginIt(bool wasDown, int secondsBefore)
    {
        FpmSocketFacts gone = SocketFacts.Unix with { Listener = null, IsListed = false, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };
        GatewayService failed = FpmService with { State = GatewayServiceState.Failed, Result = "signal", ProcessId = null, Since = Begin };
        ErrorEvidence errors = Error(Symptom.ConnectionRefused, 502, 9, Now) with
        {
            First = Begin.AddSeconds(-239),
            BucketInterval = TimeSpan.FromSeconds(10),
            Buckets = [new TimeBucket(Begin.AddSeconds(-240), 6), new TimeBucket(Now.AddSeconds(-10), 3)],
        };
        TimelineEvent[] events = [Event(TimelineEventKind.UnitFailed, "php8.2-fpm.service", 1), .. wasDown ? [Event(TimelineEventKind.UnitFailed, "php8.2-fpm.service", 240)] : Array.Empty<TimelineEvent>()];

        Finding finding = Diagnoser.Diagnose(Healthy with { Sockets = [gone], Services = [NginxService, failed], Configuration = Configuration("aligned", fpmMaster: null), Errors = [errors], Timeline = Timeline(events) }).Findings[0];

        Assert.Equal((true, Begin.AddSeconds(-secondsBefore)), (finding.IsPresent, finding.Trigger?.Time));
    }

    // The file that began it was touched again: another one that was changed long before is not accused in its place, and the reload is told.
    [Fact]
    public void WhereAFileHasLostItsTimeNoOtherIsAccused() => Assert.Equal(
        "nginx",
        Trigger(Event(TimelineEventKind.FileChanged, "/etc/nginx/conf.d/gzip.conf", 600), Event(TimelineEventKind.NginxReloaded, "nginx", 590), Event(TimelineEventKind.NginxReloaded, "nginx", 5), Event(TimelineEventKind.FileChanged, "/etc/nginx/nginx.conf", -30)));

    // One more of a list, like its first.
    private static void AddAnother(JsonNode list, params (string Name, string Value)[] changed)
    {
        JsonNode another = list[0]!.DeepClone();
        foreach ((string name, string value) in changed)
        {
            another[name] = value;
        }

        list.AsArray().Add(another);
    }

    private static TimelineEvent Event(TimelineEventKind kind, string subject, int secondsBefore) => new(Begin.AddSeconds(-secondsBefore), kind, subject, string.Empty, "a log");

    private static string? Trigger(params TimelineEvent[] events)
    {
        ErrorEvidence errors = Error(Symptom.HeaderTooBig, 502, 50, Now) with { First = Begin };
        return Diagnoser.Diagnose(Healthy with { Errors = [errors], Timeline = Timeline(events) }).Findings[0].Trigger?.Subject;
    }

    private static GatewayTimeline Timeline(params TimelineEvent[] events) =>
        new() { Time = Now, Since = Now.AddDays(-1), Until = Now, Machine = new MachineIdentity("m", "b"), Events = events, KernelEvents = [], NotSeen = [] };
}
