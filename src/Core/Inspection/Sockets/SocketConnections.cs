using System.Net;
using System.Net.Sockets;
using System.Text;
using Nginx502.FastCgi;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Connects to endpoints as their clients would, all of one client on one thread, and falls back to the own rights where those may not be taken.</summary>
internal static class SocketConnections
{
    private const int MaximumPath = 107;

    // A path on a network file system that is away must not hold the others for ever.
    private static readonly TimeSpan PathLimit = TimeSpan.FromSeconds(5);

    /// <summary>Begins to connect: each subject then has a target for each of its addresses.</summary>
    public static void Begin(IEnumerable<SocketSubject> subjects)
    {
        foreach (IGrouping<SocketClient, SocketSubject> group in subjects.GroupBy(subject => subject.Client))
        {
            (SocketSubject Subject, EndPoint Address)[] wanted = [.. group.SelectMany(subject => AddressesOf(subject).Select(address => (subject, address)))];
            Begin(group.Key, wanted);
        }
    }

    private static void Begin(SocketClient client, (SocketSubject Subject, EndPoint Address)[] wanted)
    {
        EndPoint[] addresses = [.. wanted.Select(one => one.Address)];
        bool takes = client.Rights is not null && Environment.IsPrivilegedProcess;
        ClientPlace place = Environment.IsPrivilegedProcess ? client.Place : ClientPlace.Here;
        string? problem = takes || client.Rights is null || client.IsOurselves ? null : "only root may take nginx's rights";
        bool isAsClient = takes || client.IsOurselves;
        IReadOnlyList<BegunConnection>? begun = ClientConnector.Connect(takes ? client.Rights : null, place, addresses, PathLimit, out string? refused);
        if (begun is null)
        {
            (problem, isAsClient) = (refused, false);
            begun = ClientConnector.Connect(null, ClientPlace.Here, addresses, PathLimit, out refused);
        }

        for (int index = 0; index < wanted.Length; index++)
        {
            (SocketSubject subject, EndPoint address) = wanted[index];
            if (problem is not null)
            {
                subject.Gaps.Add(new NotSeen($"what the kernel says to {client.Facts?.UserName ?? "nginx's worker"}", problem, "Run it as root."));
            }

            if (begun is null)
            {
                subject.Gaps.Add(new NotSeen($"what lies behind {subject.Endpoint}", refused!, "Look whether the file system answers."));
                continue;
            }

            subject.Peer ??= begun[index].PeerProcessId();
            subject.Targets.Add((FastCgiTarget.Begun(subject.Endpoint, begun[index]), (address as IPEndPoint)?.Address.ToString(), isAsClient));
        }
    }

    private static IEnumerable<EndPoint> AddressesOf(SocketSubject subject)
    {
        if (!subject.Endpoint.IsUnixSocket)
        {
            return subject.Addresses.Select(address => new IPEndPoint(address, subject.Endpoint.Port));
        }

        if (Encoding.UTF8.GetByteCount(subject.Endpoint.SocketPath) <= MaximumPath)
        {
            return [new UnixDomainSocketEndPoint(subject.Endpoint.SocketPath)];
        }

        // The client says so itself, and asks nobody.
        subject.Targets.Add((FastCgiTarget.Of(subject.Endpoint), null, true));
        return [];
    }
}
