using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>What remedies set comes from what there is: never less, never of another pool, and nothing where it is large already.</summary>
public sealed partial class TuningRemedyTests
{
    public static TheoryData<string> Cases => [.. Directory.GetFiles(TestData.Path("diagnosis"), "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(TestData.Path("diagnosis"), file)).Order(StringComparer.Ordinal)];

    // Who gets a time-out may have waited for a free worker alone.
    [Theory]
    [InlineData(30, true)]
    [InlineData(3000, false)]
    public void AFullPoolIsToldBesideATimeout(int secondsBefore, bool expected)
    {
        ErrorEvidence late = Error(Symptom.ResponseTimedOut, 504, 2, Now.AddSeconds(-5)) with { First = Now.AddSeconds(-5) };
        FpmEventEvidence full = new(FpmLogEvent.MaxChildrenReached, "www", null, null, 1, Now.AddSeconds(-secondsBefore), Now.AddSeconds(-secondsBefore), [new LogExcerpt("/var/log/php8.2-fpm.log", 3, Now.AddSeconds(-secondsBefore), "[pool www] server reached pm.max_children setting (5), consider raising it")]);

        Finding finding = Diagnoser.Diagnose(Healthy with { Errors = [late], FpmEvents = [full] }).Findings.Single(finding => finding.Cause == Cause.ReadTimeoutTooShort);

        Assert.Equal(expected, finding.Explanation.Contains("All workers of pool www were busy", StringComparison.Ordinal));
        Assert.Equal(expected, finding.Evidence.Any(evidence => evidence.Text.Contains("max_children", StringComparison.Ordinal)));
        Assert.Equal(expected, finding.Remedies.Any(remedy => remedy.Command?.Contains("Measure-FpmMemory", StringComparison.Ordinal) == true));
    }

    // Twice what PHP says that the limit is; a fatal error of another kind has no setting.
    [Theory]
    [InlineData("Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /srv/cart.php on line 12", "memory_limit lets them have (128 MB)", "Set-FpmPoolTuning -Pool www -Directive @{ 'php_admin_value[memory_limit]' = '256M' } -Reload")]
    [InlineData("Allowed memory size of 134217728 bytes exhausted (tried to allocate 419430432 bytes) in /srv/cart.php on line 12", "memory_limit lets them have (128 MB)", "Set-FpmPoolTuning -Pool www -Directive @{ 'php_admin_value[memory_limit]' = '1024M' } -Reload")]
    [InlineData("Allowed memory size of 134217728 bytes exhausted (tried to allocate 9000000000000000000 bytes) in /srv/cart.php on line 12", "memory_limit lets them have (128 MB)", "Set-FpmPoolTuning -Pool www -Directive @{ 'php_admin_value[memory_limit]' = '256M' } -Reload")]
    [InlineData("Maximum execution time of 30 seconds exceeded in /srv/cart.php on line 12", "max_execution_time lets them (30 s)", "Set-FpmPoolTuning -Pool www -Directive @{ 'php_admin_value[max_execution_time]' = '60' } -Reload")]
    [InlineData("Allowed memory size of 99999999999999999999 bytes exhausted", "end with a fatal error", null)]
    [InlineData("Uncaught Error: Call to undefined function shop() in /srv/cart.php:12", "end with a fatal error", null)]
    public void ALimitOfPhpIsNamedAndRaised(string told, string explained, string? command)
    {
        ErrorEvidence error = Error(Symptom.PhpFatalError, 500, 2, Now.AddSeconds(-1)) with { Samples = [new LogExcerpt("/var/log/nginx/error.log", 3, Now.AddSeconds(-1), $"FastCGI sent in stderr: \"PHP message: PHP Fatal error:  {told}\"")] };

        Assert.Contains(explained, Diagnoser.Diagnose(Healthy with { Errors = [error] }).Findings.Single(finding => finding.Cause == Cause.PhpFatalError).Explanation, StringComparison.Ordinal);
        Assert.Equal(command is null ? [] : [command], Commands(Healthy with { Errors = [error] }, Cause.PhpFatalError, "Set-"));
    }

    [Theory]
    [InlineData("511", "-ListenBacklog 1024")]
    [InlineData("4000", "-ListenBacklog 8000")]
    [InlineData("9000", null)]
    public void ALongerQueueIsLonger(string backlog, string? arguments)
    {
        GatewaySnapshot snapshot = With("listen.backlog", backlog) with { Sockets = [SocketFacts.Unix with { QueueLimit = int.Parse(backlog, System.Globalization.CultureInfo.InvariantCulture), SomaxConn = 65535 }] };

        Assert.Equal(arguments is null ? [] : [$"Set-FpmPoolTuning -Pool www {arguments}"], Commands(snapshot with { Errors = [Error(Symptom.BacklogFull, 502, 9, Now.AddSeconds(-1))] }, Cause.BacklogFull, "Set-"));
    }

    [Fact]
    public void AQueueThatTheKernelCutsIsTheKernels() => Assert.Equal(
        ["sysctl -w net.core.somaxconn=4000"],
        Commands(
            With("listen.backlog", "4000") with { Sockets = [SocketFacts.Unix with { QueueLimit = 128, SomaxConn = 128 }], Errors = [Error(Symptom.BacklogFull, 502, 9, Now.AddSeconds(-1))] },
            Cause.BacklogFull,
            "sysctl"));

    [Theory]
    [InlineData("20s", "Set-FpmPoolTuning -Pool www -RequestTerminateTimeout 40 -Reload")]
    [InlineData("120s", @"Get-NginxUpstream -Server shop.example -Location '~ \.php$' | Set-NginxUpstreamTuning -ReadTimeout 321 -Reload", "Set-FpmPoolTuning -Pool www -RequestTerminateTimeout 240 -Reload")]
    public void ALongerTimeIsLongerAndNginxWaitsStillLonger(string now, params string[] commands) => Assert.Equal(
        commands,
        Commands(
            With("request_terminate_timeout", now) with { FpmEvents = [Event(FpmLogEvent.ExecutionTimedOut, Now.AddSeconds(-1))], Errors = [Error(Symptom.ConnectionReset, 502, 2, Now.AddSeconds(-1))] },
            Cause.TerminateTimeoutTooShort,
            "Tuning"));

    [Theory]
    [InlineData("0", "Set-FpmPoolTuning -Pool www -ProcessControlTimeout 10 -Reload")]
    [InlineData("12s", "Set-FpmPoolTuning -Pool www -ProcessControlTimeout 20 -Reload")]
    [InlineData("30s", null)]
    public void MoreGraceIsMore(string now, string? command) => Assert.Equal(
        command is null ? [] : [command],
        Commands(
            With("process_control_timeout", now) with { FpmEvents = [Event(FpmLogEvent.Reloading, Now.AddMinutes(-1))], Errors = [Error(Symptom.ConnectionReset, 502, 2, Now.AddMinutes(-1))] },
            Cause.ReloadKillsRequests,
            "Set-"));

    // What timed out hours ago is not of the pool that is full now, and whoever comes now waits.
    [Fact]
    public void AFullPoolIsToldWithItsOwnErrorsAlone()
    {
        FpmPoolStatus full = Pool with { IdleProcesses = 0, ActiveProcesses = 10, ListenQueue = 40, IsFull = true };
        Finding busy = Diagnoser.Diagnose(Healthy with { Pools = [full], Errors = [Error(Symptom.ResponseTimedOut, 504, 2, Now.AddHours(-2))] }).Findings[0];

        Assert.Equal((Cause.PoolExhausted, 0L), (busy.Cause, busy.ErrorCount));
        Assert.Empty(busy.Consequences);
        Assert.DoesNotContain(busy.Evidence, evidence => evidence.Source == "nginx's error log");
    }

    [Fact]
    public void MoreWorkersAreGivenOnlyWhereTheyFit()
    {
        FpmPoolStatus full = Pool with { IdleProcesses = 0, ActiveProcesses = 10, ListenQueue = 40, IsFull = true };
        GatewaySnapshot snapshot = Healthy with { Pools = [full], Sockets = [SocketFacts.Unix with { Queued = 40 }], Errors = [Error(Symptom.BacklogFull, 502, 2, Now.AddSeconds(-1))] };

        Assert.Empty(Commands(snapshot with { Memory = MemoryOf(workers: 10, size: 300) }, Cause.PoolExhausted, "Set-"));
        Assert.Empty(Commands(snapshot with { Memory = null }, Cause.PoolExhausted, "Set-"));
        Assert.Equal(["Set-FpmPoolTuning -Pool www -MaxChildren 40 -Reload"], Commands(snapshot with { Memory = MemoryOf(workers: 10, size: 8) }, Cause.PoolExhausted, "Set-"));

        // What one worker takes tells not what ten will.
        Assert.Empty(Commands(snapshot with { Memory = MemoryOf(workers: 1, size: 8) }, Cause.PoolExhausted, "Set-"));
        Assert.Equal(["Measure-FpmMemory -Pool www"], Commands(snapshot with { Memory = MemoryOf(workers: 1, size: 8) }, Cause.PoolExhausted, "Measure-"));
    }

    // A worker that slept all the time shows not what it will take: what fits is told with room for that.
    [Theory]
    [InlineData(30, 8, "Set-FpmPoolTuning -Pool www -MaxChildren 5 -Reload", "Let the pool have 5 workers in place of 1, ")]
    [InlineData(0, 8, "Set-FpmPoolTuning -Pool www -MaxChildren 5 -Reload", "Let the pool have 5 workers in place of 1, ")]
    [InlineData(0, 900, null, "Whether the memory holds more than the only worker that it may have, the one that runs does not tell: ")]
    [InlineData(null, 8, null, "See how many workers fit into the memory, and give that number to Set-FpmPoolTuning with -MaxChildren and -Reload, ")]
    public void TheOnlyWorkerGetsOthersByTheirNumber(int? secondsWorked, int size, string? command, string told)
    {
        FpmPoolStatus full = Pool with { MaxChildren = 1, TotalProcesses = 1, IdleProcesses = 0, ActiveProcesses = 1, ListenQueue = 40, IsFull = true };
        FpmMemoryFacts memory = MemoryOf(workers: 1, size);
        GatewaySnapshot snapshot = With("pm.max_children", "1") with
        {
            Pools = [full],
            Errors = [Error(Symptom.ResponseTimedOut, 504, 2, Now.AddSeconds(-1))],
            Memory = secondsWorked is { } seconds
                ? memory with { Masters = [.. memory.Masters.Select(master => master with { Workers = [.. master.Workers.Select(worker => worker with { ProcessorTime = TimeSpan.FromSeconds(seconds) })] })] }
                : null,
        };
        Finding finding = Diagnoser.Diagnose(snapshot).Findings[0];

        Assert.Equal(Cause.PoolExhausted, finding.Cause);
        Assert.Equal(command, finding.Remedies.FirstOrDefault(remedy => remedy.Command?.Contains("-MaxChildren", StringComparison.Ordinal) == true)?.Command);
        Remedy remedy = Assert.Single(finding.Remedies, remedy => remedy.Description.StartsWith(told, StringComparison.Ordinal));
        Assert.Equal(command is null ? null : "A reload of php-fpm stops and starts all its pools.", remedy.Disruption);
        Assert.Contains("Get-FpmStatus -Pool www -Full", finding.Remedies.Select(other => other.Command));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NoRemedyLeavesAPlaceToFillOrAnotherPoolInDoubt(string file)
    {
        JsonNode snapshot = JsonNode.Parse(File.ReadAllText(Path.Combine(TestData.Path("diagnosis"), file)))!["Snapshot"]!;
        JsonArray pools = snapshot["Configuration"]?["Pools"] as JsonArray ?? [];

        // Each pool has a namesake of another php-fpm.
        foreach (JsonNode pool in pools.Select(pool => pool!.DeepClone()).ToArray())
        {
            pool["ConfigurationPath"] = "/etc/php/5.6/fpm/pool.d/www.conf";
            pool["MasterConfigurationPath"] = "/etc/php/5.6/fpm/php-fpm.conf";
            pools.Add(pool);
        }

        string[] commands = [.. All(Diagnoser.Diagnose(SnapshotJson.Read(snapshot.ToJsonString())).Findings).SelectMany(finding => finding.Remedies).Select(remedy => remedy.Command).OfType<string>()];

        Assert.All(commands, command => Assert.DoesNotMatch("<[a-z]", command));
        Assert.All(commands.SelectMany(command => command.Split(" | ")).Where(command => OfPool().IsMatch(command)), command => Assert.Matches($" -Pool .*{(pools.Count > 0 ? " -ConfigurationPath " : string.Empty)}|^(Measure-FpmMemory|Set-FpmPoolTuning -Reload|Get-FpmStatus -Full)$", command));
    }

    private static IEnumerable<Finding> All(IEnumerable<Finding> findings) => findings.SelectMany(finding => All(finding.Consequences).Prepend(finding));

    private static string[] Commands(GatewaySnapshot snapshot, Cause cause, string part) =>
        [.. All(Diagnoser.Diagnose(snapshot).Findings).First(finding => finding.Cause == cause).Remedies.Select(remedy => remedy.Command).OfType<string>().Where(command => command.Contains(part, StringComparison.Ordinal))];

    [GeneratedRegex("^(Get-FpmStatus|Measure-FpmMemory|Set-FpmPoolTuning|Sync-FpmEndpoint|Repair-FpmSocketPermission)\\b")]
    private static partial Regex OfPool();
}
