using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>What workers died of is said as far as it is known.</summary>
public sealed class WorkerDeathTests
{
    [Theory]
    [InlineData("libc.so.6", false)]
    [InlineData("ld-linux-x86-64.so.2", false)]
    [InlineData("libMagickCore-6.Q16.so.6", false)]
    [InlineData("imagick.so", true)]
    [InlineData("opcache.so", true)]
    public void OnlyAnExtensionIsSwitchedOff(string library, bool isSwitchedOff)
    {
        var crash = new KernelEvent(Now.AddSeconds(-5), KernelEventKind.Segfault, 4711, "php-fpm8.2", $"php-fpm8.2[4711]: segfault in {library}") { Library = library };
        Finding finding = First(11, crash);

        Assert.Contains(library, finding.Explanation, StringComparison.Ordinal);
        Assert.Equal(isSwitchedOff, finding.Remedies.Any(remedy => remedy.Description.Contains($"Switch off {library} ", StringComparison.Ordinal)));
    }

    [Fact]
    public void AnOldCounterKilledNobody()
    {
        ServiceGroup group = new("php-fpm", "/etc/php/8.2/fpm/php-fpm.conf", ControlGroupLimits.None with { Memory = [new ControlGroupMemory("/system.slice/php8.2-fpm.service", 1 << 30, null, 1 << 20, 0, null, null, null, 7)] }, null, null, 0);

        Assert.Equal(Cause.WorkerCrashed, First(9, null, group).Cause);
        Assert.Equal(Cause.WorkerKilledByOom, First(9, null, group with { NewOutOfMemoryKills = 1 }).Cause);
        Assert.Equal(Cause.WorkerCrashed, First(9, null, group with { NewOutOfMemoryKills = 1, ConfigurationPath = "/etc/php/8.3/fpm/php-fpm.conf" }).Cause);
    }

    [Fact]
    public void TheKernelsOwnLineTellsWhomItKilled() => Assert.Equal(
        Cause.WorkerKilledByOom, First(9, new KernelEvent(Now.AddSeconds(-5), KernelEventKind.OomKill, 4711, "php-fpm8.2", "Killed process 4711")).Cause);

    // php-fpm itself ends what takes longer than request_terminate_timeout.
    [Fact]
    public void WhatPhpFpmEndedIsNoCrash()
    {
        FpmEventEvidence crashes = Event(FpmLogEvent.ChildExitedOnSignal, Now.AddSeconds(-5)) with { Signal = 11, Count = 4, First = Now.AddSeconds(-6) };
        FpmEventEvidence ended = Event(FpmLogEvent.ChildExitedOnSignal, Now.AddSeconds(-70)) with { Signal = 15, Count = 4, First = Now.AddSeconds(-78) };
        ErrorEvidence errors = Error(Symptom.ConnectionReset, 502, 8, Now.AddSeconds(-5)) with { First = Now.AddSeconds(-78) };

        Finding crash = Diagnoser.Diagnose(Healthy with { FpmEvents = [crashes, ended], Errors = [errors] }).Findings.Single(finding => finding.Cause == Cause.WorkerCrashed);

        Assert.Equal((4L, Now.AddSeconds(-6)), (crash.ErrorCount, crash.First));
    }

    [Fact]
    public void EachWayToDieHasItsOwnErrors()
    {
        FpmEventEvidence crashes = Event(FpmLogEvent.ChildExitedOnSignal, Now.AddSeconds(-5)) with { Signal = 11, Count = 2, First = Now.AddSeconds(-6) };
        FpmEventEvidence kills = Event(FpmLogEvent.ChildExitedOnSignal, Now.AddSeconds(-40)) with { Signal = 9, Count = 3, First = Now.AddSeconds(-44) };
        ErrorEvidence errors = Error(Symptom.ConnectionReset, 502, 5, Now.AddSeconds(-5)) with { First = Now.AddSeconds(-44), Samples = [Sample(-5, "GET /crash.php"), Sample(-6, "GET /crash.php"), Sample(-40, "GET /import.php")] };

        Finding[] both = Diagnoser.Diagnose(Healthy with { FpmEvents = [crashes, kills], Errors = [errors] }).Findings;
        Finding crash = both.Single(finding => finding.Explanation.Contains("signal 11", StringComparison.Ordinal));
        Finding kill = both.Single(finding => finding.Explanation.Contains("SIGKILL", StringComparison.Ordinal));

        Assert.Equal((2L, Now.AddSeconds(-6), 3L, Now.AddSeconds(-40)), (crash.ErrorCount, crash.First, kill.ErrorCount, kill.Last));
        Assert.EndsWith("The last died at GET /crash.php.", crash.Explanation, StringComparison.Ordinal);
        Assert.DoesNotContain(crash.Evidence, evidence => evidence.Text.Contains("import.php", StringComparison.Ordinal));
        Assert.DoesNotContain(kill.Evidence, evidence => evidence.Text.Contains("crash.php", StringComparison.Ordinal));

        static LogExcerpt Sample(int seconds, string request) => new(NginxLog, 7, Now.AddSeconds(seconds), $"recv() failed, request: \"{request}\"");
    }

    // It struck now and then: good answers of the same address since are told by how often it did.
    [Theory]
    [InlineData(6, false, false)]
    [InlineData(3, false, true)]
    [InlineData(6, true, true)]
    public void ACrashThatIsMendedIsOverOnceOthersAreServed(long goodSince, bool isLastUntried, bool isPresent)
    {
        DateTime last = Now.AddSeconds(-8);
        ErrorEvidence errors = Error(Symptom.ConnectionReset, 502, 10, last) with { First = last.AddSeconds(-9), Outcome = new RequestOutcome(10, 40, goodSince) { IsLastUntried = isLastUntried } };
        FpmEventEvidence crashed = Event(FpmLogEvent.ChildExitedOnSignal, last) with { First = last.AddSeconds(-9), Count = 10, Signal = 11 };

        Assert.Equal(isPresent, Diagnoser.Diagnose(Healthy with { Errors = [errors], FpmEvents = [crashed] }).Findings.Single(finding => finding.Cause == Cause.WorkerCrashed).IsPresent);
    }

    [Fact]
    public void AThrottledGroupIsOfItsOwnPool()
    {
        FpmPoolStatus full = Pool with { IsFull = true };
        ServiceGroup group = new("php-fpm", "/etc/php/8.3/fpm/php-fpm.conf", ControlGroupLimits.None with { Processor = [new ControlGroupProcessor("/system.slice/php8.3-fpm.service", 1, 1000, 900, TimeSpan.FromSeconds(60))] }, 100, 90, 0);
        GatewaySnapshot snapshot = Healthy with { Pools = [full], Resources = Machine with { Groups = [group] } };

        Assert.Null(Throttled(snapshot).Endpoint);
        Assert.Equal(SocketFacts.Unix.Endpoint, Throttled(snapshot with { Resources = Machine with { Groups = [group with { ConfigurationPath = "/etc/php/8.2/fpm/php-fpm.conf" }] } }).Endpoint);
    }

    private static Finding Throttled(GatewaySnapshot snapshot) => Diagnoser.Diagnose(snapshot).Findings.SelectMany(finding => finding.Consequences.Prepend(finding)).First(finding => finding.Cause == Cause.CpuThrottled);

    private static Finding First(int signal, KernelEvent? kernel, ServiceGroup? group = null)
    {
        FpmEventEvidence death = Event(FpmLogEvent.ChildExitedOnSignal, Now.AddSeconds(-5)) with { Signal = signal, ProcessIds = [4711] };
        var timeline = new GatewayTimeline { Time = Now, Since = Now.AddDays(-1), Until = Now, Machine = new MachineIdentity("m", "b"), Events = [], KernelEvents = kernel is null ? [] : [kernel], NotSeen = [] };
        return Diagnoser.Diagnose(Healthy with
        {
            FpmEvents = [death],
            Errors = [Error(Symptom.ConnectionReset, 502, 2, Now.AddSeconds(-5))],
            Timeline = timeline,
            Resources = group is null ? Machine : Machine with { Groups = [group] },
        }).Findings[0];
    }
}
