using System.Diagnostics;
using Nginx502.Inspection;

namespace Nginx502;

/// <summary>
/// Looks twice at what workers of php-fpm do, with one wait for all of them; what takes time may be done in between. Nothing is started, no worker is
/// asked and none is disturbed: everything is read from /proc and over netlink.
/// </summary>
public sealed class FpmWorkerSampling
{
    private readonly IReadOnlyList<int> _processIds;
    private readonly Dictionary<int, ProcessorUse> _first = [];
    private readonly long _begin = Stopwatch.GetTimestamp();

    private FpmWorkerSampling(IReadOnlyList<int> processIds)
    {
        _processIds = processIds;
        foreach (int processId in processIds)
        {
            if (ProcessorUse.Read(processId) is { } use)
            {
                _first[processId] = use;
            }
        }
    }

    /// <summary>The first look: what processor time they have used.</summary>
    /// <param name="processIds">The workers.</param>
    public static FpmWorkerSampling Begin(IEnumerable<int> processIds)
    {
        ArgumentNullException.ThrowIfNull(processIds);
        return new FpmWorkerSampling([.. processIds.Distinct()]);
    }

    /// <summary>Both looks with the given time between them.</summary>
    /// <param name="processIds">The workers.</param>
    /// <param name="interval">The time between the looks.</param>
    /// <param name="token">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static FpmWorkerSample Take(IEnumerable<int> processIds, TimeSpan interval, CancellationToken token = default) => Begin(processIds).Finish(interval, token);

    /// <summary>The second look, no earlier than the given time after the first: what each does.</summary>
    /// <param name="interval">The least time between the looks; zero not to wait.</param>
    /// <param name="token">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public FpmWorkerSample Finish(TimeSpan interval, CancellationToken token = default)
    {
        TimeSpan left = interval - Stopwatch.GetElapsedTime(_begin);
        if (_processIds.Count > 0 && left > TimeSpan.Zero)
        {
            token.WaitHandle.WaitOne(left);
        }

        token.ThrowIfCancellationRequested();
        var reader = new WorkerReader();
        FpmWorkerActivity[] workers = [.. _processIds.Select(processId => reader.Read(processId, _first.TryGetValue(processId, out ProcessorUse use) ? use : null))];
        return new FpmWorkerSample { Time = DateTime.Now, Interval = Stopwatch.GetElapsedTime(_begin), Workers = workers, NotSeen = reader.NotSeen };
    }
}
