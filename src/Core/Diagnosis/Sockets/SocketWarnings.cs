using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>What works now and will hurt, or is not as it seems.</summary>
internal static class SocketWarnings
{
    private const double HalfFull = 0.5;

    /// <summary>The warnings, sentences.</summary>
    public static IEnumerable<string> Of(FpmSocketFacts facts, FpmSocketAttempt? attempt)
    {
        if (facts.Listener is { IsMasterGone: true } orphans)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The master of these {orphans.Workers.Length} workers has ended: they serve on, and nobody starts new ones. Restart php-fpm soon.");
        }
        else if (facts.Listener is { State: 'T' } stopped && attempt is { Failure: null })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The master {stopped.ProcessId} is stopped (state T): its workers answer, and nobody starts new ones. kill -CONT {stopped.ProcessId} lets it run.");
        }

        if (facts.ListenerOfDeletedFile is { } deleted && attempt is { IsConnected: true })
        {
            yield return $"The path was deleted and made again: {deleted} still listens on the earlier socket, where nobody reaches it.";
        }

        if (facts.HasChanged)
        {
            yield return "What lies at the path changed while it was looked at: the connection may have gone to another socket than the one that is described.";
        }

        if (facts is { LinkTarget: { } target, LinkOwnerName: not (null or "root") })
        {
            yield return $"The path is a link to {target} that belongs to {facts.LinkOwnerName}, who can lead nginx elsewhere.";
        }

        if (facts is { Queued: { } queued, QueueLimit: > 0 and { } limit } && queued >= limit * HalfFull && attempt is { Failure: null })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The accept queue is more than half full: {queued} of {limit} wait.");
        }

        if (facts is { QueueLimit: { } actual, Listener.IsFpm: true, Pool: { IsRunning: true } pool, SomaxConn: { } most } && Expected(pool.ListenBacklog, most) is var expected && actual < expected)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The queue takes {actual} and not {expected}, as listen.backlog and net.core.somaxconn have it now: php-fpm applies them at a restart only.");
        }

        foreach (FpmSocketAttempt failed in facts.Attempts.Where(one => one.Failure is not null && attempt is { Failure: null }))
        {
            yield return $"Of the addresses of {facts.Endpoint.Host} this one failed: {failed.Failure!.Message} nginx tries all of them in turn.";
        }
    }

    // php-src, fpm_conf.c: below 0 is as many as there may be.
    private static long Expected(int backlog, int most) => backlog < 0 ? most : Math.Min(backlog, most);
}
