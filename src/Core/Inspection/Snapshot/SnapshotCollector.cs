using System.Diagnostics;
using Nginx502.Inspection;

namespace Nginx502;

/// <summary>
/// Takes a snapshot: all collectors side by side, within one deadline. One that fails or hangs costs its own part and is named. Changes nothing; each
/// endpoint and each pool's page takes a free worker for a moment.
/// </summary>
public static class SnapshotCollector
{
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromHours(24);
    private static readonly TimeSpan CountingInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Takes one of this machine.</summary>
    /// <param name="target">Which nginx and php-fpm are meant.</param>
    /// <param name="options">How.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static GatewaySnapshot Take(GatewayTarget target, SnapshotOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        long start = Stopwatch.GetTimestamp();
        DateTime time = DateTime.Now;
        DateTime since = options.Since ?? time - DefaultWindow;
        var gaps = new SnapshotGaps();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(token);
        deadline.CancelAfter(options.Deadline);
        GatewayReadings<NginxReading> nginx = GatewayReader.ReadNginx(target);
        GatewayReadings<FpmReading> fpm = GatewayReader.ReadFpm(target);
        var logs = new LogEvidenceCollector(since, gaps, deadline.Token);
        var parts = new SnapshotParts(options.Deadline, gaps, deadline.Token);
        bool isHost = target.RootPath is null;

        Task<GatewayConfiguration> configuration = parts.Collect("where both configurations meet", cancel => GatewayCollector.Collect(nginx.Readings, fpm.Readings, cancel), new GatewayConfiguration());
        Task<FpmSocketFacts[]> sockets = parts.Collect(
            "the endpoints", cancel => isHost ? [.. FpmSocketSurvey.Look(FpmSocketSurvey.EndpointsInUse(nginx.Readings, fpm.Readings), nginx.Readings, fpm.Readings, new FpmSocketOptions { Timeout = options.Deadline * 0.6 }, cancel)] : [], Array.Empty<FpmSocketFacts>());
        Task<FpmPoolStatus[]> pools = parts.Collect(
            "what the pools do",
            cancel => isHost ? [.. FpmStatusCollector.Collect([.. fpm.Readings.SelectMany(reading => reading.Configuration.Pools.Select(pool => (reading, pool)))], [], new FpmStatusOptions { IsFull = true, Timeout = options.Deadline * 0.4 }, cancel)] : [],
            Array.Empty<FpmPoolStatus>());
        Task<GatewayService[]> services = parts.Collect("the services", cancel => isHost ? [.. GatewayServiceCollector.Collect(target, out _, cancel)] : [], Array.Empty<GatewayService>());
        Task<GatewayResourceFacts?> resources = parts.Collect("what can run out", cancel => isHost ? GatewayResourceCollector.Collect(nginx.Readings, fpm.Readings, CountingInterval, cancel) : null, (GatewayResourceFacts?)null);
        Task<FpmMemoryFacts?> memory = parts.Collect("the memory of workers", cancel => isHost ? FpmMemoryCollector.Collect(fpm.Readings, cancel) : null, (FpmMemoryFacts?)null);
        Task<NginxNameFacts[]> names = parts.Collect("the names of upstreams", cancel => isHost ? [.. NameCollector.Collect(nginx.Readings, _ => true, _ => true, options.Deadline * 0.5, cancel)] : [], Array.Empty<NginxNameFacts>());
        Task<(ErrorEvidence[] Errors, AnswerCount[] Answers, FpmEventEvidence[] Events, WrittenLog[] Logs)> written = parts.Collect(
            "the logs", _ => isHost ? ReadLogs(logs, target) : ([], [], [], []), (Array.Empty<ErrorEvidence>(), Array.Empty<AnswerCount>(), Array.Empty<FpmEventEvidence>(), Array.Empty<WrittenLog>()));
        Task.WaitAll([configuration, sockets, pools, services, resources, memory, names, written], token);
        AddMissing(gaps, nginx.Readings.Count, nginx.Notes, "nginx", "-NginxConfigPath");
        AddMissing(gaps, fpm.Readings.Count, fpm.Notes, "php-fpm", "-FpmConfigPath");

        return new GatewaySnapshot
        {
            ComputerName = Environment.MachineName,
            Machine = MachineIdentity.Current,
            Time = time,
            Since = since,
            Duration = Stopwatch.GetElapsedTime(start),
            IsPrivileged = Environment.IsPrivilegedProcess,
            RootPath = target.RootPath is { } root ? SafeText.Escape(root) : null,
            Configuration = configuration.Result,
            Services = services.Result,
            Sockets = sockets.Result,
            Pools = pools.Result,
            Errors = written.Result.Errors,
            Answers = written.Result.Answers,
            FpmEvents = written.Result.Events,
            Logs = written.Result.Logs,
            Resources = resources.Result,
            Memory = memory.Result,
            Names = names.Result,
            NotSeen = [.. gaps.All.Concat(configuration.Result.NotSeen).Distinct()],
        };
    }

    private static (ErrorEvidence[] Errors, AnswerCount[] Answers, FpmEventEvidence[] Events, WrittenLog[] Logs) ReadLogs(LogEvidenceCollector logs, GatewayTarget target)
    {
        NginxLogSearch nginx = NginxLogLocator.Locate(target.NginxConfigurationPath);
        FpmLogSearch fpm = FpmLogLocator.Locate(target.FpmConfigurationPath);
        return (logs.Errors(nginx), logs.Answers(nginx), logs.Events(fpm), [.. logs.Logs]);
    }

    private static void AddMissing(SnapshotGaps gaps, int count, IReadOnlyList<string> notes, string program, string parameter)
    {
        foreach (string note in notes)
        {
            gaps.Add(new NotSeen(program, note, $"{parameter} names its main file."));
        }

        if (count == 0 && notes.Count == 0)
        {
            gaps.Add(new NotSeen(program, "neither a running one nor a configuration was found", $"{parameter} names its main file."));
        }
    }
}
