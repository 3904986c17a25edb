using Nginx502.Inspection;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.Reporting;

/// <summary>Looks at everything that metrics are made of, side by side, until the time is over. What was not seen is named, and what was counted until then counts.</summary>
/// <param name="target">Which nginx and php-fpm are meant.</param>
/// <param name="state">What was counted until now.</param>
/// <param name="token">Cancelled when the time is over.</param>
internal sealed class MetricCollection(GatewayTarget target, MetricState state, CancellationToken token)
{
    private static readonly FpmStatusOptions Quick = new() { Timeout = TimeSpan.FromSeconds(1), Interval = TimeSpan.Zero };

    private readonly object _gate = new();
    private readonly List<MetricCollector> _collectors = [];
    private MetricState _state = state;

    /// <summary>What was counted until now.</summary>
    public MetricState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Looks.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="statePath">The directory of the state.</param>
    /// <param name="runtimePath">The directory of what a reboot may take.</param>
    /// <returns>The metrics, without path and duration.</returns>
    public GatewayMetrics Collect(IFileCalls calls, string statePath, string runtimePath)
    {
        Task<string?> recovery = Begin(() => CountActions(calls, statePath, runtimePath));
        bool isSuspended = false;
        Task<string?> suspension = Begin(() =>
        {
            isSuspended = new SuspensionFile(calls, runtimePath).Read(DateTime.Now) is not null;
            return null;
        });
        IReadOnlyList<FpmReading> fpm = [];
        IReadOnlyList<NginxReading> nginx = [];
        string? configuration = Await(Begin(() =>
        {
            nginx = GatewayReader.ReadNginx(target).Readings;
            fpm = GatewayReader.ReadFpm(target).Readings;
            return nginx.Count + fpm.Count == 0 ? "neither nginx nor php-fpm was found" : null;
        }));
        LocatedLog[] logs = [.. nginx.SelectMany(WrittenLogs.Of).Where(log => log.FullPath is not null and not "/dev/null")];
        var labels = new UpstreamLabels(nginx.SelectMany(reading => reading.Configuration.Upstreams));
        MetricPool[] pools = [];
        Task<string?> status = Begin(() =>
        {
            pools = Pools(fpm);
            return null;
        });
        Task<string?> errors = Begin(() => EachLog(logs.Where(log => !log.Log.IsAccessLog), log => CountErrors(log, labels)));
        Task<string?> answers = Begin(() => EachLog(LocatedLog.Counted(logs), CountAnswers));
        Note("configuration", configuration);
        Note("error_log", Await(errors));
        Note("access_log", Await(answers));
        Note("fpm", Await(status));
        Note("recovery", string.Join("; ", new[] { Await(recovery), Await(suspension) }.OfType<string>()) is { Length: > 0 } problem ? problem : null);
        MetricState counted = State;
        return new GatewayMetrics
        {
            ComputerName = Environment.MachineName,
            Time = DateTime.Now,
            UpstreamErrors = counted.Errors,
            Requests = counted.Requests,
            RecoveryActions = counted.Actions,
            Pools = pools,
            Collectors = [.. _collectors],
            IsSuspended = isSuspended,
        };
    }

    private void Note(string name, string? problem) => _collectors.Add(new MetricCollector(name, problem is null, problem));

    // A thread of its own: one that hangs in the kernel holds nothing but itself. Its problem is what it gives.
    private static Task<string?> Begin(Func<string?> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private string? Await(Task<string?> work)
    {
        try
        {
            work.Wait(token);
            return work.Result;
        }
        catch (OperationCanceledException)
        {
            _ = work.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return "it was not done in time";
        }
        catch (AggregateException failure) when (failure.InnerException is not OutOfMemoryException)
        {
            return failure.InnerException is OperationCanceledException ? "it was not done in time" : SafeText.Escape(failure.InnerException!.Message);
        }
    }

    private string? CountActions(IFileCalls calls, string statePath, string runtimePath)
    {
        IReadOnlyList<RunLine> lines = RunJournal.Read(calls, statePath, runtimePath);
        Change(known => CountedActions.Add(known, lines));
        return null;
    }

    private string? EachLog(IEnumerable<LocatedLog> logs, Action<LocatedLog> count)
    {
        var problems = new List<string>();
        foreach (LocatedLog log in logs.DistinctBy(log => (log.Files.RootPath, log.FullPath)))
        {
            try
            {
                count(log);
            }
            catch (IOException refused)
            {
                problems.Add(SafeText.Escape(refused.Message));
            }
        }

        return problems.Count == 0 ? null : string.Join("; ", problems);
    }

    private void CountErrors(LocatedLog log, UpstreamLabels labels)
    {
        var counted = new List<KeyValuePair<(Symptom Symptom, string Upstream), long>>();
        Advance(
            log,
            new NewLines<NginxUpstreamError>(log, () => new ErrorCounter(labels), readers => counted.AddRange(readers.Cast<ErrorCounter>().SelectMany(reader => reader.Counts)), token),
            known => known.With(counted),
            counted.Clear);
    }

    private void CountAnswers(LocatedLog log)
    {
        long[] counted = new long[AnswerCounter.Classes.Count];
        Advance(
            log,
            new NewLines<NginxAccessEntry>(
                log,
                () => new AnswerCounter(log.Formats),
                readers =>
                {
                    foreach (AnswerCounter reader in readers.Cast<AnswerCounter>())
                    {
                        for (int index = 0; index < counted.Length; index++)
                        {
                            counted[index] += reader.Counts[index];
                        }
                    }
                },
                token),
            known => known.With(counted),
            () => Array.Clear(counted));
    }

    // The counts and the place that they go up to change together, or not at all.
    private void Advance<TEntry>(LocatedLog log, NewLines<TEntry> lines, Func<MetricState, MetricState> add, Action clear)
        where TEntry : class
    {
        string name = log.Files.IsHost ? log.FullPath! : log.Files.RootPath + log.FullPath;
        foreach (LogCursor cursor in lines.Read(State.CursorOf(name)))
        {
            Change(known => add(known).With(cursor with { Path = name }));
            clear();
        }
    }

    private void Change(Func<MetricState, MetricState> change)
    {
        lock (_gate)
        {
            token.ThrowIfCancellationRequested();
            _state = change(_state);
        }
    }

    private MetricPool[] Pools(IReadOnlyList<FpmReading> fpm)
    {
        (FpmReading, FpmPool)[] pools = [.. fpm.SelectMany(reading => reading.Configuration.Pools.Select(pool => (reading, pool)))];
        return
        [
            .. FpmStatusCollector.Collect(pools, [], Quick, token)
                .Select(found => new MetricPool(found.Pool, found.ConfigurationPath, found.ListenQueue, found.ListenQueueLimit, found.IdleProcesses, found.ActiveProcesses, found.MaxChildren) { IsRunning = found.ProcessId is not null })
                .OrderBy(pool => pool.Pool, StringComparer.Ordinal).ThenBy(pool => pool.ConfigurationPath, StringComparer.Ordinal),
        ];
    }
}
