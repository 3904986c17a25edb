using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>One round of looking at pools: what is the same for all is read once, and sockets in other roots are kept open until it is over.</summary>
internal sealed class StatusRound : IDisposable
{
    private readonly IReadOnlyList<ListeningSocket> _sockets;
    private readonly IReadOnlyList<NotSeen> _gaps;
    private readonly Lazy<IReadOnlyList<ListeningSocket>> _later = new(() => ListeningSockets.Read(out _));
    private readonly List<FpmPoolAccess> _accesses = [];

    /// <summary>Reads the queues, before anybody is asked: who asks waits in them too.</summary>
    public StatusRound() => _sockets = ListeningSockets.Read(out _gaps);

    /// <summary>Begins to look at a pool.</summary>
    public PoolLook Begin(StatusSubject subject)
    {
        bool isApart = FpmPoolAccess.HasOwnNetwork(subject.Instance);
        List<NotSeen> gaps = [.. _gaps];
        if (isApart)
        {
            gaps.Add(new NotSeen($"the accept queue of {subject.Name}", "its php-fpm is in another network namespace, as of a container", "Run this in that container, or with nsenter --net."));
        }

        FpmPoolAccess? access = subject.StatusPath is null ? null : FpmPoolAccess.Of(subject.StatusEndpoint, subject.Instance, $"the status page of {subject.Name}");
        _accesses.AddRange(access is null ? [] : [access]);
        gaps.AddRange(access?.Obstacle is { } obstacle ? [obstacle] : []);
        ListeningSocket? queue = isApart || subject.Endpoint is not { } endpoint ? null : PoolQueue.Find(_sockets, endpoint, FileAt(subject));
        return new PoolLook(subject, access?.Target, queue, subject.Instance?.Master is null ? null : FpmWorkerSampling.Begin(subject.Workers), gaps, _later);
    }

    /// <inheritdoc/>
    public void Dispose() => _accesses.ForEach(access => access.Dispose());

    private static FileIdentity? FileAt(StatusSubject subject) =>
        subject.Endpoint is { IsUnixSocket: true } unix && (subject.Instance?.Files ?? FileTree.Host).TryReadStatus(unix.SocketPath, out FileStatus status) ? status.Identity : null;
}
