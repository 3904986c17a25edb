using System.Net;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>What is looked up once for many endpoints: addresses of hosts, the kernel's sockets, the processes that hold them, the pools.</summary>
/// <param name="fpm">The php-fpm whose pools are named.</param>
internal sealed class SocketSurroundings(IReadOnlyList<FpmReading> fpm)
{
    private readonly ListenerSearch _listeners = new();
    private readonly FpmPool[] _pools = [.. fpm.SelectMany(reading => reading.Configuration.Pools)];
    private readonly int? _somaxConn = ListeningSockets.MaximumBacklog();
    private readonly Lazy<IReadOnlyList<string>> _own = new(OwnAddresses.Read);

    /// <summary>Finds the addresses of hosts.</summary>
    public void Resolve(IReadOnlyList<SocketSubject> subjects, TimeSpan limit, CancellationToken token)
    {
        SocketSubject[] hosts = [.. subjects.Where(subject => !subject.Endpoint.IsUnixSocket)];
        IReadOnlyDictionary<string, (IPAddress[] Addresses, string? Problem)> found = HostAddresses.Find(hosts.Select(subject => subject.Endpoint.Host!), limit, token);
        IReadOnlyDictionary<SocketSubject, NginxResolverAnswer> own = NginxResolverAddresses.Find(hosts, limit, token);
        foreach (SocketSubject subject in hosts)
        {
            (subject.Addresses, string? problem) = found[subject.Endpoint.Host!];
            if (own.TryGetValue(subject, out NginxResolverAnswer? answer))
            {
                (subject.Addresses, problem) = answer.Gap is null ? (answer.Addresses, answer.Problem) : (subject.Addresses, problem);
                subject.Gaps.AddRange(answer.Gap is { } gap ? [gap] : []);
            }

            subject.Facts = subject.Facts with { AsksNginxResolver = answer is not null, NginxConfigurationPath = subject.NginxPath, Client = subject.Client.Facts, IsLocal = subject.Addresses.Any(address => IsOwn(subject.Client, address)) };
            if (subject.Addresses.Count == 0)
            {
                var failure = new FastCgiFailure(
                    FastCgiFailureKind.NameNotResolved,
                    FastCgiPhase.Connecting,
                    $"The host name {SafeText.Escape(subject.Endpoint.Host!)} has no address{(problem is null ? string.Empty : $": {problem}")}.");
                subject.Attempts.Add(new FpmSocketAttempt(null, IsAsClient: true, IsConnected: false, 0, failure, TimeSpan.Zero));
            }
        }
    }

    /// <summary>Finds the sockets that listen, and the processes that hold them.</summary>
    public void FindSockets(IReadOnlyList<SocketSubject> subjects)
    {
        foreach (SocketSubject subject in subjects)
        {
            if (subject.Endpoint.IsUnixSocket)
            {
                subject.Socket = subject.Identity is { } identity ? _listeners.OfFile(subject.Client, identity, subject.Endpoint.SocketPath) : null;
                subject.DeletedSocket = _listeners.OfDeletedFile(subject.Client, subject.Names, subject.Socket);
            }
            else
            {
                subject.Socket = subject.Addresses.Select(address => _listeners.OfAddress(subject.Client, address, subject.Endpoint.Port)).FirstOrDefault(socket => socket is not null);
            }
        }

        _listeners.FindHolders([.. subjects.SelectMany(subject => new[] { subject.Socket, subject.DeletedSocket }).OfType<ListeningSocket>().DistinctBy(socket => socket.Inode)]);
    }

    /// <summary>All that is known of an endpoint, when its exchanges have ended.</summary>
    public FpmSocketFacts Complete(SocketSubject subject)
    {
        FpmSocketListener? listener = subject.Facts.IsLocal ? _listeners.Describe(subject.Socket, subject.Peer) : null;
        FpmSocketListener? other = subject.DeletedSocket is { } deleted ? _listeners.Describe(deleted, null) : null;

        // With mounts of its own (PrivateTmp, a container) php-fpm has the file, and the client does not.
        bool isInOtherView = other is not null && subject.Facts.IsMissing == true && HasFile(other.ProcessId, subject.DeletedSocket!);
        return subject.Facts with
        {
            HasChanged = subject.HasChanged(),
            IsListed = !subject.Facts.IsLocal || !_listeners.IsSeen(subject.Client) ? null : subject.Socket is not null,
            Queued = subject.Socket?.Queued,
            QueueLimit = subject.Socket?.QueueLimit,
            SomaxConn = _somaxConn,
            IsOnlyElsewhere = subject.Facts.IsOnlyElsewhere || isInOtherView,
            Listener = listener ?? (isInOtherView ? other : null),
            ListenerOfDeletedFile = isInOtherView ? null : other,
            Pool = PoolOf(subject, listener),
            Attempts = [.. subject.Attempts],
            NotSeen = [.. subject.Client.Gaps, .. subject.Gaps.Distinct(), .. _listeners.Gaps.Distinct()],
        };
    }

    private static bool HasFile(int processId, ListeningSocket socket)
    {
        using FileTree? view = ProcessTable.ReadOne(ProcessTable.DefaultRoot, processId) is { } process ? ProcessTree.Open(process) : null;
        return view is not null && socket.Endpoint?.SocketPath is { } path && view.TryReadStatus(path, out FileStatus status) && (uint)status.Identity.Inode == (uint)socket.FileInode;
    }

    private bool IsOwn(SocketClient client, IPAddress address) =>
        IPAddress.IsLoopback(address) || (client.Network is null && _own.Value.Contains(address.ToString(), StringComparer.Ordinal));

    // The pool that listens is the one, whatever name leads to it; else the one that is to.
    private FpmSocketPool? PoolOf(SocketSubject subject, FpmSocketListener? listener)
    {
        FpmPool? pool = _pools.FirstOrDefault(pool => listener?.Pool is { } name && pool.Pool == name && pool.ProcessId == listener.ProcessId)
            ?? _pools.OrderByDescending(pool => pool.IsRunning).FirstOrDefault(pool => pool.Endpoint is { } endpoint
                && (endpoint.Equals(subject.Endpoint) || (endpoint.IsUnixSocket && subject.Names.Contains(endpoint.SocketPath))));
        return pool is null ? null : FpmSocketPool.Of(pool, _pools);
    }
}
