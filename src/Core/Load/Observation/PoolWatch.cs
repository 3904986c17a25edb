using System.Diagnostics;
using System.Globalization;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.Load;

/// <summary>Looks again and again how full one pool is, by the kernel alone: a page of the pool would take a worker, of which there are too few just then.</summary>
/// <param name="endpoint">Where it listens; null when that is no address.</param>
/// <param name="pool">The pool; null when none is known.</param>
/// <param name="instance">Its php-fpm; null when none is known.</param>
internal sealed class PoolWatch(FpmEndpoint? endpoint, FpmPool? pool, FpmInstance? instance)
{
    // Looking at workers takes this part of the time at most.
    private const int Thrift = 20;

    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(150);

    private readonly bool _isApart = FpmPoolAccess.HasOwnNetwork(instance);
    private long? _queue;
    private long? _limit;
    private int? _active;
    private int? _total;
    private int _samples;
    private long _nextWorkers;
    private bool _hasUnseenWorkers;

    /// <summary>What it is called.</summary>
    public string Name => pool?.Pool ?? $"{endpoint}";

    /// <summary>True when what workers do was not seen, as only root may.</summary>
    public bool HasUnseenWorkers => _hasUnseenWorkers;

    /// <summary>Looks.</summary>
    /// <param name="sockets">The listening sockets of the machine.</param>
    public void Look(IReadOnlyList<ListeningSocket> sockets)
    {
        _samples++;
        if (!_isApart && endpoint is not null && PoolQueue.Find(sockets, endpoint, FileOf(endpoint)) is { } socket)
        {
            _queue = Math.Max(_queue ?? 0, socket.Queued);
            _limit = socket.QueueLimit;
        }

        long now = Stopwatch.GetTimestamp();
        if (pool is null || instance?.Master is not { } master || now < _nextWorkers)
        {
            return;
        }

        FpmWorkerActivity[] workers = [.. FpmWorkerSampling.Take(WorkersOf(master), TimeSpan.Zero).Workers.Where(worker => worker.Wait != FpmWorkerWait.Ended)];
        _total = Math.Max(_total ?? 0, workers.Length);
        _hasUnseenWorkers |= workers.Any(worker => worker.IsIdle is null);
        if (!_hasUnseenWorkers)
        {
            _active = Math.Max(_active ?? 0, workers.Count(worker => worker.IsIdle == false));
        }

        TimeSpan pause = Stopwatch.GetElapsedTime(now) * Thrift;
        _nextWorkers = Stopwatch.GetTimestamp() + (long)((pause > LeastPause ? pause : LeastPause).TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>What was seen since the last time.</summary>
    public LoadPool Take()
    {
        var seen = new LoadPool(pool?.Pool ?? string.Empty, pool?.ConfigurationPath, endpoint, _queue, _limit, _active, _total, pool?.MaxChildren, _samples);
        (_queue, _limit, _active, _total, _samples, _nextWorkers) = (null, null, null, null, 0, 0);
        return seen;
    }

    private FileIdentity? FileOf(FpmEndpoint place) =>
        place.IsUnixSocket && (instance?.Files ?? FileTree.Host).TryReadStatus(place.SocketPath, out FileStatus status) ? status.Identity : null;

    // Workers come and go under load; where the kernel does not list the children those count that were there before.
    private IEnumerable<int> WorkersOf(FpmMaster master)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"/proc/{master.ProcessId}/task/{master.ProcessId}/children");
        int[] children = [.. (FileTree.Host.ReadText(path, out _) ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture))];
        return children.Length == 0
            ? master.Workers.Where(worker => worker.Pool == pool!.Pool).Select(worker => worker.ProcessId)
            : children.Where(child => ProcessTable.ReadOne(ProcessTable.DefaultRoot, child)?.Arguments.FirstOrDefault()?.Trim() == FpmMasters.WorkerTitle + pool!.Pool);
    }
}
