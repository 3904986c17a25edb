using Nginx502.Inspection;
using Nginx502.Nginx;
using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis.Checklist;

/// <summary>Phase 1: services and logs.</summary>
public sealed class BasicPhaseTests
{
    private static readonly GatewayService Stopped = FpmService with { ProcessId = null, State = GatewayServiceState.Inactive, Result = "success", IsStoppedOnPurpose = true, WorkerCount = 0 };
    private static readonly FpmSocketFacts Gone = SocketFacts.Unix with { Steps = SocketFacts.Unix.Steps[..3], Kind = null, IsMissing = true, IsListed = false, Listener = null, Attempts = [] };

    [Fact]
    public void Services_that_run_pass_with_what_runs()
    {
        ChecklistItem item = Healthy.Only("nginx status");

        Assert.Equal((ChecklistStatus.Passed, "nginx"), (item.Status, item.Subject));
        Assert.Equal("It runs since 00:30:00: master 70, 2 workers.", item.Found);
        Assert.Contains("nginx.service", item.LookedAt);
    }

    [Fact]
    public void A_php_fpm_that_visitors_need_fails_whoever_stopped_it()
    {
        ChecklistItem item = (Healthy with { Services = [NginxService, Stopped], Sockets = [Gone], Configuration = Configuration("aligned", fpmMaster: null) }).Only("php-fpm status");

        Assert.Equal(ChecklistStatus.Failed, item.Status);
        Assert.Contains("stopped on purpose", item.Found);
        Assert.StartsWith("who; last ", item.Remedy!.Command, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_nobody_needs_is_skipped_when_it_was_stopped_and_fails_when_it_broke()
    {
        GatewayService old = Stopped with { Name = "php7.4-fpm", Unit = "php7.4-fpm.service", ConfigurationPath = "/etc/php/7.4/fpm/php-fpm.conf" };

        Assert.Equal(ChecklistStatus.Skipped, (Healthy with { Services = [NginxService, FpmService, old] }).Examine("php-fpm status")[1].Status);
        Assert.Equal(
            ChecklistStatus.Failed,
            (Healthy with { Services = [NginxService, FpmService, old with { State = GatewayServiceState.Failed, IsStoppedOnPurpose = false, Result = "exit-code" }] }).Examine("php-fpm status")[1].Status);
    }

    [Fact]
    public void One_that_no_manager_knows_has_a_remedy_too() => Assert.Equal(
        "Test-FpmConfiguration",
        (Healthy with { Services = [NginxService, Stopped with { Manager = GatewayServiceManager.None, Unit = null, IsStoppedOnPurpose = false }], Sockets = [Gone], Configuration = Configuration("aligned", fpmMaster: null) }).Only("php-fpm status").Remedy!.Command);

    [Fact]
    public void One_that_was_started_again_by_itself_is_a_warning() =>
        Assert.Equal(ChecklistStatus.Warning, (Healthy with { Services = [NginxService, FpmService with { Restarts = 3 }] }).Only("php-fpm status").Status);

    [Fact]
    public void A_machine_without_one_of_them_is_no_failure_where_the_other_one_needs_none()
    {
        Assert.Equal(ChecklistStatus.Skipped, (Healthy with { Services = [FpmService] }).Only("nginx status").Status);
        Assert.Equal(ChecklistStatus.Failed, (Healthy with { Services = [], Configuration = new GatewayConfiguration() }).Only("nginx status").Status);
        Assert.Equal(ChecklistStatus.Failed, (Healthy with { Services = [NginxService] }).Only("php-fpm status").Status);
        Assert.Equal(ChecklistStatus.Skipped, (Healthy with { Services = [NginxService], Configuration = Configuration("elsewhere") }).Only("php-fpm status").Status);
    }

    [Fact]
    public void Services_that_were_not_seen_in_time_are_not_seen() =>
        Assert.Equal(ChecklistStatus.NotSeen, (Healthy with { Services = [], NotSeen = [new NotSeen("the services", "late", "Wait.")] }).Only("nginx status").Status);

    [Theory]
    [InlineData(4, 502, ChecklistStatus.Failed, "the last 4 s ago: 12 ConnectionRefused at unix:/run/php/php8.2-fpm.sock.")]
    [InlineData(1200, 502, ChecklistStatus.Warning, "12 failed attempts, the last 20 min ago")]
    [InlineData(9000, 504, ChecklistStatus.Passed, "Nothing of late; 12 failed attempts before, the last at 01:00:00")]
    [InlineData(4, null, ChecklistStatus.Passed, "Nothing of a failed upstream.")]
    public void Errors_count_by_their_age(int seconds, int? status, ChecklistStatus expected, string says)
    {
        ChecklistItem item = (Healthy with { Errors = [Error(Symptom.ConnectionRefused, status, 12, Now.AddSeconds(-seconds))] }).Only("nginx error log");

        Assert.Equal((expected, NginxLog), (item.Status, item.Subject));
        Assert.Contains(says, item.Found);
        Assert.Equal(expected == ChecklistStatus.Passed ? null : "Get-502Diagnosis", item.Remedy?.Command);
    }

    [Theory]
    [InlineData(FpmLogEvent.MaxChildrenReached, 60, ChecklistStatus.Warning)]
    [InlineData(FpmLogEvent.MaxChildrenReached, 9000, ChecklistStatus.Passed)]
    [InlineData(FpmLogEvent.ChildStarted, 60, ChecklistStatus.Passed)]
    [InlineData(FpmLogEvent.ConfigurationInvalid, 9000, ChecklistStatus.Failed)]
    public void Events_of_php_fpm_count_by_what_they_are(FpmLogEvent kind, int seconds, ChecklistStatus expected) =>
        Assert.Equal(expected, (Healthy with { FpmEvents = [Event(kind, Now.AddSeconds(-seconds))] }).Only("php-fpm log").Status);

    [Fact]
    public void A_start_after_a_refusal_ends_it() => Assert.Equal(
        ChecklistStatus.Passed,
        (Healthy with { FpmEvents = [Event(FpmLogEvent.ConfigurationInvalid, Now.AddHours(-3)), Event(FpmLogEvent.Ready, Now.AddHours(-2))] }).Only("php-fpm log").Status);

    [Theory]
    [InlineData(LogPresence.NotReadable, LogDestination.File, null, false, ChecklistStatus.NotSeen)]
    [InlineData(LogPresence.Missing, LogDestination.File, null, false, ChecklistStatus.Skipped)]
    [InlineData(LogPresence.Readable, LogDestination.Syslog, null, false, ChecklistStatus.Skipped)]
    public void A_log_that_cannot_be_read_is_told_apart(LogPresence presence, LogDestination destination, string? level, bool isDeleted, ChecklistStatus expected)
    {
        WrittenLog log = Log("/var/log/nginx/shop.log", isFpm: false) with { Presence = presence, Destination = destination, Level = level, IsDeletedOpen = isDeleted };
        ChecklistItem[] items = (Healthy with { Logs = [Log(NginxLog, isFpm: false), log] }).Examine("nginx error log");

        Assert.Equal([(NginxLog, ChecklistStatus.Passed), (log.Path, expected)], items.Select(item => (item.Subject, item.Status)));
    }

    [Theory]
    [InlineData("crit", false)]
    [InlineData(null, true)]
    public void A_log_that_tells_less_than_it_should_is_a_warning(string? level, bool isDeleted)
    {
        ChecklistItem[] items = (Healthy with { Logs = [Log(NginxLog, isFpm: false) with { Level = level, IsDeletedOpen = isDeleted }] }).Examine("nginx error log");

        Assert.Equal([ChecklistStatus.Passed, ChecklistStatus.Warning], items.Select(item => item.Status));
        Assert.NotNull(items[1].Remedy);
    }
}
