using System.Diagnostics;
using Nginx502.Inspection;
using Nginx502.Logs;

namespace Nginx502;

/// <summary>
/// Watches the error logs of nginx and the pools of php-fpm, stretch by stretch. Reads only what is added to the logs from its beginning on, through rotation and
/// truncation; changes nothing. Each look at the pools takes a free worker for a moment.
/// </summary>
public sealed class ErrorWatch : IDisposable
{
    private const int ShownErrors = 8;

    private static readonly FpmStatusOptions Quick = new() { Timeout = TimeSpan.FromMilliseconds(500), Interval = TimeSpan.Zero };
    private static readonly TimeSpan SurroundingsAge = TimeSpan.FromSeconds(5);

    private readonly GatewayTarget _target;
    private readonly List<FollowedLog<NginxUpstreamError>> _logs = [];
    private readonly ReadStatistics _statistics = new();
    private IReadOnlyList<FpmReading> _fpm = [];
    private RecoveryRecord? _recoveries;
    private long _readAt;
    private long _last;

    /// <summary>Begins to watch.</summary>
    /// <param name="target">Which nginx and php-fpm are meant.</param>
    public ErrorWatch(GatewayTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _target = target;
        LocatedLog[] logs = [.. GatewayReader.ReadNginx(target).Readings.SelectMany(WrittenLogs.Of).Where(log => !log.Log.IsAccessLog && log.FullPath is not null && log.Log.Path != "/dev/null")];
        LogPaths = [.. logs.Select(log => log.Log.Path)];
        foreach (LocatedLog log in logs.DistinctBy(log => (log.Files.RootPath, log.FullPath)))
        {
            LogFile? file = log.Log.Presence == LogPresence.Readable ? LogFile.Open(log.Files, log.FullPath!) : null;
            _logs.Add(new FollowedLog<NginxUpstreamError>(
                new FollowStart(log.FullPath!, file, file?.Length ?? 0) { Files = log.Files }, () => new NginxErrorRecordReader(NginxErrorFilter.UpstreamErrors), _statistics, null));
        }

        _last = Stopwatch.GetTimestamp();
    }

    /// <summary>The logs that are watched, safe to show.</summary>
    public string[] LogPaths { get; }

    /// <summary>What came since the last call, or since the beginning.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ErrorWatchSample Next(CancellationToken cancellationToken)
    {
        NginxUpstreamError[] errors = [.. _logs.SelectMany(log => log.Poll())];
        TimeSpan interval = Stopwatch.GetElapsedTime(_last);
        _last = Stopwatch.GetTimestamp();
        double seconds = Math.Max(interval.TotalSeconds, 0.001);
        RecoveryRecord recoveries = ReadSurroundings();
        return new ErrorWatchSample
        {
            ComputerName = Environment.MachineName,
            Time = DateTime.Now,
            Interval = interval,
            Errors = errors.Length,
            ErrorsPerSecond = errors.Length / seconds,
            Symptoms = [.. errors.GroupBy(error => error.Symptom).Select(group => new WatchedSymptom(group.Key, group.Count(), group.Count() / seconds)).OrderByDescending(symptom => symptom.Count).ThenBy(symptom => symptom.Symptom)],
            Pools = Pools(cancellationToken),
            LastErrors = [.. errors.AsEnumerable().Reverse().Take(ShownErrors)],
            LastRun = recoveries.Runs.LastOrDefault(run => run.Outcome is not RecoveryOutcome.Healthy),
            Suspension = recoveries.Suspension,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _logs.ForEach(log => log.Dispose());

    // Masters change in a restart, and recoveries are seldom: neither is read each second.
    private RecoveryRecord ReadSurroundings()
    {
        if (_recoveries is null || Stopwatch.GetElapsedTime(_readAt) > SurroundingsAge)
        {
            _fpm = GatewayReader.ReadFpm(_target).Readings;
            _recoveries = new GatewayRecovery().Read();
            _readAt = Stopwatch.GetTimestamp();
        }

        return _recoveries;
    }

    private WatchedPool[] Pools(CancellationToken cancellationToken)
    {
        (FpmReading, FpmPool)[] pools = [.. _fpm.SelectMany(reading => reading.Configuration.Pools.Select(pool => (reading, pool)))];
        return
        [
            .. FpmStatusCollector.Collect(pools, [], Quick, cancellationToken)
                .Select(status => new WatchedPool(status.Pool, status.ConfigurationPath, status.Endpoint, status.ListenQueue, status.ListenQueueLimit, status.ActiveProcesses, status.TotalProcesses, status.MaxChildren))
                .OrderByDescending(pool => pool.ListenQueue ?? 0).ThenBy(pool => pool.Pool, StringComparer.Ordinal),
        ];
    }
}
