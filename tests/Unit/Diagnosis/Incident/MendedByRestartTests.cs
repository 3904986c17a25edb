using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>What a restart of php-fpm mended was not brought about by it, and was no time in which php-fpm did not run.</summary>
public sealed class MendedByRestartTests
{
    private const string Unit = "php8.2-fpm.service";
    private const string PoolFile = "/etc/php/8.2/fpm/pool.d/www.conf";

    private static readonly DateTime Restart = Now.AddMinutes(-10);

    private static readonly TimelineEvent Stopped = new(Restart, TimelineEventKind.UnitStopped, Unit, "Stopped php8.2-fpm.service", "journalctl");
    private static readonly TimelineEvent Started = new(Restart.AddMilliseconds(300), TimelineEventKind.UnitStarted, Unit, "Started php8.2-fpm.service", "journalctl");

    [Theory]
    [InlineData(-20, -4, Cause.SocketFileDeleted)]
    [InlineData(-20, 0, Cause.SocketFileDeleted)]
    [InlineData(-1, 0, Cause.FpmNotRunning)]
    [InlineData(-20, 20, Cause.AllHealthyNow)]
    public void ASocketThatWasMissingWhilePhpFpmRanWasDeleted(int firstSeconds, int lastSeconds, Cause expected) =>
        Assert.Equal(expected, Past(Symptom.SocketMissing, firstSeconds, lastSeconds, Stopped, Started).Cause);

    [Fact]
    public void ItSaysUntilWhen()
    {
        Finding finding = Past(Symptom.SocketMissing, -20, -4, Stopped, Started);

        Assert.Equal((false, Severity.Note, Confidence.Likely), (finding.IsPresent, finding.Severity, finding.Confidence));
        Assert.Equal("php-fpm ran, and the file of its socket /run/php/php8.2-fpm.sock was not there, until it was started anew at 03:20:00.", finding.Explanation);
    }

    // It was to listen elsewhere by a file that was not loaded yet, or was another php-fpm.
    [Theory]
    [InlineData(TimelineEventKind.FileChanged, PoolFile)]
    [InlineData(TimelineEventKind.FileChanged, "/etc/php/8.2/fpm/pool.d")]
    [InlineData(TimelineEventKind.Reboot, "machine")]
    [InlineData(TimelineEventKind.PackageUpgraded, "php8.2-fpm")]
    public void WhatWasChangedBeforeMayHaveMovedTheSocket(TimelineEventKind kind, string subject) =>
        Assert.Equal(Cause.AllHealthyNow, Past(Symptom.SocketMissing, -20, -4, new TimelineEvent(Restart.AddSeconds(-30), kind, subject, "it", "a look"), Stopped, Started).Cause);

    [Fact]
    public void WithoutARestartItIsNotKnown() => Assert.Equal(Cause.AllHealthyNow, Past(Symptom.SocketMissing, -20, -4).Cause);

    // It did not run then, for all that is known; or something else ended it long before.
    [Fact]
    public void AStartAloneOrOneOfLongAfterTellsNothing()
    {
        Assert.Equal(Cause.AllHealthyNow, Past(Symptom.SocketMissing, -20, -4, Started).Cause);
        Assert.Equal(Cause.AllHealthyNow, Past(Symptom.SocketMissing, -3600, -3500, Stopped, Started).Cause);
    }

    [Theory]
    [InlineData(-1, 0, Cause.ReloadKillsRequests)]
    [InlineData(-40, 0, Cause.AllHealthyNow)]
    [InlineData(-1800, 0, Cause.ReloadKillsRequests)]
    public void AReloadDidNotBringAboutWhatWasThereBefore(int firstSeconds, int lastSeconds, Cause expected) =>
        Assert.Equal(expected, Past(Symptom.ConnectionReset, firstSeconds, lastSeconds, Stopped with { Kind = TimelineEventKind.FpmReloaded }).Cause);

    // Of a day's errors the minutes tell whether there were some just before.
    [Fact]
    public void NeitherDidItBringAboutWhatCameInTheMinuteBefore()
    {
        ErrorEvidence reset = Error(Symptom.ConnectionReset, 502, 9, Restart) with { First = Now.AddHours(-6), Buckets = [new TimeBucket(Restart.AddMinutes(-1).AddSeconds(-10), 8), new TimeBucket(Restart.AddSeconds(-10), 1)] };

        Assert.DoesNotContain(Diagnose(reset, Stopped with { Kind = TimelineEventKind.FpmReloaded }), finding => finding.Cause == Cause.ReloadKillsRequests);
    }

    private static Finding Past(Symptom symptom, int firstSeconds, int lastSeconds, params TimelineEvent[] events) =>
        Assert.Single(Diagnose(Error(symptom, 502, 4, Restart.AddSeconds(lastSeconds)) with { First = Restart.AddSeconds(firstSeconds) }, events));

    private static Finding[] Diagnose(ErrorEvidence error, params TimelineEvent[] events) =>
        Diagnoser.Diagnose(Healthy with { Errors = [error], Timeline = new GatewayTimeline { Events = events } }).Findings;
}
