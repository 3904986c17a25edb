using Nginx502.FastCgi;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>A pool that is looked at: what was seen of it before it was asked, and then what came.</summary>
/// <param name="Subject">The pool.</param>
/// <param name="Target">Where its page is asked for; null when it is not.</param>
/// <param name="Queue">Its listening socket; null when it was not seen.</param>
/// <param name="Sampling">Its workers at the first look; null when they are not known to this machine.</param>
/// <param name="NotSeen">What could not be looked at.</param>
/// <param name="Later">The listening sockets, read when they are first asked for.</param>
internal sealed record PoolLook(StatusSubject Subject, FastCgiTarget? Target, ListeningSocket? Queue, FpmWorkerSampling? Sampling, IReadOnlyList<NotSeen> NotSeen, Lazy<IReadOnlyList<ListeningSocket>> Later)
{
    /// <summary>Looks a second time, and gives all that was collected.</summary>
    /// <param name="page">What came of asking for its page; null when it was not asked.</param>
    /// <param name="interval">The least time between the two looks.</param>
    /// <param name="token">Ends the wait.</param>
    public PoolStatusFacts Finish(FpmStatusResult? page, TimeSpan interval, CancellationToken token) => new()
    {
        Sample = Sampling?.Finish(interval, token),
        Time = DateTime.Now,
        Pool = Subject.Pool,
        Endpoint = Subject.Endpoint,
        StatusEndpoint = Target?.Endpoint,
        Page = page,
        Queue = page?.Status is null ? StillQueued() : Queue,
        IsFileChanged = IsFileChanged(page?.Status?.StartTime),
        NotSeen = NotSeen,
    };

    // Who waited at the first look alone was served in between: a worker takes a connection an instant after it came. Who asks for the page waits at the second.
    private ListeningSocket? StillQueued() =>
        Queue is { Queued: > 0 } first && Later.Value.FirstOrDefault(socket => socket.Inode == first.Inode) is { } second && second.Queued < first.Queued ? second : Queue;

    // No worker is older than what it was started with.
    private bool IsFileChanged(DateTime? loadedAt) => Subject is { Pool: { } pool, Instance: { Master: { } master } instance }
        && (loadedAt ?? master.Workers.Where(worker => worker.Pool == pool.Pool).Min(worker => worker.StartTime)) is { } time
        && ChangedFiles.Since(instance.Files, [pool.ConfigurationPath], time).Length > 0;
}
