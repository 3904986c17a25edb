using Nginx502.Inspection;
using Nginx502.Linux;
using Nginx502.Logs;

namespace Nginx502.Load;

/// <summary>Watches nginx's error logs and the pools behind a target while load is on it. Changes nothing, and asks nobody.</summary>
internal sealed class LoadObserver : IDisposable
{
    private const int MostPools = 20;
    private const int LooksBetweenPolls = 25;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    // nginx writes a line before it answers, and its workers are not all seen at the same moment.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    private readonly List<FollowedLog<NginxUpstreamError>> _logs = [];
    private readonly Dictionary<(Symptom Symptom, string? Upstream), LoadSymptom> _symptoms = [];
    private readonly PoolWatch[] _pools;
    private readonly List<NotSeen> _notSeen = [];
    private readonly ManualResetEventSlim _stop = new();
    private readonly object _lock = new();
    private readonly Thread? _thread;

    /// <summary>Begins to watch.</summary>
    /// <param name="target">What load is put on.</param>
    /// <param name="nginx">The nginx of this machine.</param>
    /// <param name="fpm">The php-fpm of this machine.</param>
    public LoadObserver(LoadTarget target, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm)
    {
        var statistics = new ReadStatistics();
        foreach (LocatedLog log in nginx.SelectMany(WrittenLogs.Of).Where(log => !log.Log.IsAccessLog && log.FullPath is not null && log.Log.Path != "/dev/null").DistinctBy(log => (log.Files.RootPath, log.FullPath)))
        {
            if (log.Log.Presence != LogPresence.Readable)
            {
                _notSeen.Add(new NotSeen($"what nginx logs in {log.Log.Path}", $"the log is not readable ({log.Log.Presence})", "Run it as root."));
                continue;
            }

            LogFile file;
            try
            {
                file = LogFile.Open(log.Files, log.FullPath!);
            }
            catch (LogFileException exception)
            {
                _notSeen.Add(new NotSeen($"what nginx logs in {log.Log.Path}", SafeText.Escape(exception.Message), "Run it once more."));
                continue;
            }

            _logs.Add(new FollowedLog<NginxUpstreamError>(new FollowStart(log.FullPath!, file, file.Length) { Files = log.Files }, () => new NginxErrorRecordReader(NginxErrorFilter.UpstreamErrors), statistics, null));
        }

        _pools = [.. PoolsOf(target, nginx, fpm)];
        if (_pools.Length > 0)
        {
            _ = ListeningSockets.Read(out IReadOnlyList<NotSeen> gaps);
            _notSeen.AddRange(gaps);
        }

        if (_pools.Length + _logs.Count > 0)
        {
            _thread = new Thread(Watch) { IsBackground = true, Name = "Nginx502 load observer" };
            _thread.Start();
        }
    }

    /// <summary>What could not be looked at.</summary>
    public NotSeen[] NotSeen =>
    [
        .. _notSeen,
        .. _pools.Where(pool => pool.HasUnseenWorkers).Select(pool => new NotSeen($"how many workers of {pool.Name} were busy", "only root sees what they wait for", "Run it as root.")),
    ];

    /// <summary>What was seen since the last time. Waits a moment for what is still written.</summary>
    /// <param name="token">Ends the wait.</param>
    public (LoadSymptom[] Symptoms, LoadPool[] Pools) Take(CancellationToken token)
    {
        if (_logs.Count > 0)
        {
            token.WaitHandle.WaitOne(Grace);
        }

        lock (_lock)
        {
            Poll();
            LoadSymptom[] symptoms = [.. _symptoms.Values.OrderByDescending(symptom => symptom.Count)];
            _symptoms.Clear();
            return (symptoms, [.. _pools.Select(pool => pool.Take())]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Set();
        _thread?.Join();
        _stop.Dispose();
        _logs.ForEach(log => log.Dispose());
    }

    // Those that the site's servers hand over to; all that run where none is known to be.
    private static IEnumerable<PoolWatch> PoolsOf(LoadTarget target, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm)
    {
        (FpmReading Reading, FpmPool Pool)[] running = [.. fpm.SelectMany(reading => reading.Configuration.Pools.Select(pool => (Reading: reading, Pool: pool))).Where(known => known.Pool.IsRunning)];
        if (target.Endpoint is { } endpoint)
        {
            (FpmReading, FpmPool)[] there = [.. running.Where(known => endpoint.Equals(known.Pool.Endpoint))];
            return there.Length > 0 ? there.Select(Watch) : target.IsLocal ? [new PoolWatch(endpoint, null, null)] : [];
        }

        if (!target.IsLocal)
        {
            return [];
        }

        HashSet<FpmEndpoint> behind = [.. nginx.SelectMany(reading => reading.Configuration.Upstreams).Where(upstream => IsOf(upstream, target.Host!)).SelectMany(upstream => upstream.Endpoints)];
        (FpmReading, FpmPool)[] chosen = [.. running.Where(known => known.Pool.Endpoint is { } own && behind.Contains(own))];
        return (chosen.Length > 0 ? chosen : running).Take(MostPools).Select(Watch);
    }

    private static bool IsOf(NginxUpstream upstream, string host) => new SiteServer(upstream.ServerNames, []).RankOf(host) < SiteServer.NoFit;

    private static PoolWatch Watch((FpmReading Reading, FpmPool Pool) known) => new(known.Pool.Endpoint, known.Pool, known.Reading.Instance);

    private void Watch()
    {
        for (int look = 1; !_stop.Wait(Interval); look++)
        {
            IReadOnlyList<ListeningSocket> sockets = _pools.Length > 0 ? ListeningSockets.Read(out _) : [];
            lock (_lock)
            {
                Array.ForEach(_pools, pool => pool.Look(sockets));
                if (look % LooksBetweenPolls == 0)
                {
                    Poll();
                }
            }
        }
    }

    // Counted as they come: a server that fails thousands of times a second would else fill the memory.
    private void Poll()
    {
        foreach (NginxUpstreamError error in _logs.SelectMany(log => log.Poll()))
        {
            (Symptom, string?) key = (error.Symptom, error.Upstream);
            _symptoms[key] = _symptoms.TryGetValue(key, out LoadSymptom? known)
                ? known with { Count = known.Count + 1 }
                : new LoadSymptom(error.Symptom, error.Upstream, error.Endpoint, 1);
        }
    }
}
