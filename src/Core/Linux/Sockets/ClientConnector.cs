using System.Net;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// Connects as another process would: with its user, groups and capabilities, in its root and mounts and in its network namespace. The kernel is asked, and
/// nothing is computed. All of it happens on a thread of its own by calls that were prepared as data (<see cref="CallPlan"/>), so that no thread which the
/// runtime starts meanwhile keeps these rights; the rest of the process stays what it is. Nothing here waits for the other side.
/// </summary>
internal static class ClientConnector
{
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int StreamType = 1;
    private const int ShareNoDirectories = 0x200;

    /// <summary>Begins to connect to each address, in order. Null with the reason when the rights or the place could not be taken.</summary>
    /// <param name="rights">Whose rights; null for the own ones.</param>
    /// <param name="place">From where.</param>
    /// <param name="addresses">Where to.</param>
    /// <param name="limit">How long a path may hold us, as one on a network file system that is away.</param>
    /// <param name="problem">The reason; null when it was done.</param>
    public static IReadOnlyList<BegunConnection>? Connect(ClientRights? rights, ClientPlace place, IReadOnlyList<EndPoint> addresses, TimeSpan limit, out string? problem)
    {
        if (!SystemCallNumber.AreKnown)
        {
            problem = "the numbers of system calls are not known for this processor";
            return null;
        }

        using var plan = new CallPlan();
        using SafeFileHandle ownRoot = NativeFile.OpenRoot("/", out _);
        using SafeFileHandle ownNetwork = NativeFile.OpenNamespace("/proc/self/ns/net", out _);
        ThreadRights? taking = rights is null ? null : ThreadRights.For(plan);
        if (ownRoot.IsInvalid || ownNetwork.IsInvalid || (rights is not null && taking is null))
        {
            problem = "what this process is itself could not be seen";
            return null;
        }

        Enter(plan, place.Root, place.Network, isFirst: true);
        taking?.Take(rights!);
        (int Socket, int Connect)[] steps = [.. addresses.Select(address => Add(plan, address))];
        plan.BeginRestoring();
        taking?.GiveBack();
        Enter(plan, place.Root is null ? null : ownRoot, place.Network is null ? null : ownNetwork, isFirst: false);

        bool isDone = plan.Run(limit);
        problem = !isDone ? "the file system did not answer" : plan.Failure() ?? (taking?.WereTaken() == false ? "the kernel did not let this process take the user" : null);
        if (!isDone)
        {
            return null;
        }

        BegunConnection[] begun = [.. steps.Select((step, index) => Read(plan, step, addresses[index]))];
        if (problem is null)
        {
            return begun;
        }

        foreach (BegunConnection connection in begun)
        {
            connection.Socket?.Dispose();
        }

        return null;
    }

    private static void Enter(CallPlan plan, SafeFileHandle? root, SafeFileHandle? network, bool isFirst)
    {
        if (root is not null)
        {
            if (isFirst)
            {
                plan.Add("keep the root to this thread", new CallStep { Number = SystemCallNumber.Unshare, First = ShareNoDirectories });
            }

            plan.Add("enter the root", new CallStep { Number = SystemCallNumber.ChangeDirectoryTo, First = root.DangerousGetHandle() });
            plan.Add("take the root", new CallStep { Number = SystemCallNumber.ChangeRoot, First = plan.Text(".") });
        }

        if (network is not null)
        {
            NamespaceSocket.Enter(plan, network);
        }
    }

    private static (int Socket, int Connect) Add(CallPlan plan, EndPoint endPoint)
    {
        SocketAddress address = endPoint.Serialize();
        ReadOnlySpan<byte> bytes = address.Buffer.Span[..address.Size];
        int socket = plan.Add(
            "make a socket",
            new CallStep { Number = SystemCallNumber.Socket, First = BitConverter.ToUInt16(bytes), Second = StreamType | NonBlocking | CloseOnExec, Opens = true, MayFail = true, SkipsOnFailure = 1 });
        int connect = plan.Add(
            "connect",
            new CallStep { Number = SystemCallNumber.Connect, TakesOpened = true, Second = plan.Bytes(bytes), Third = bytes.Length, MayFail = true });
        return (socket, connect);
    }

    private static BegunConnection Read(CallPlan plan, (int Socket, int Connect) steps, EndPoint endPoint)
    {
        string? address = endPoint is IPEndPoint { Address: var host } ? host.ToString() : null;
        CallStep socket = plan.StepAt(steps.Socket);
        if (!socket.IsDone || socket.Error != 0)
        {
            return new BegunConnection(null, socket.Error, address);
        }

        var handle = new SafeFileHandle(socket.Result, ownsHandle: true);

        // An interrupted connect goes on by itself.
        int error = plan.StepAt(steps.Connect).Error is var said and not ErrorNumber.Interrupted ? said : ErrorNumber.InProgress;
        if (error is 0 or ErrorNumber.InProgress)
        {
            NoDelay(handle, address is not null);
            return new BegunConnection(handle, error, address);
        }

        handle.Dispose();
        return new BegunConnection(null, error, address);
    }

    // Else the last part of a long request waits for an acknowledgement that the other side holds back.
    private static void NoDelay(SafeFileHandle socket, bool isTcp)
    {
        const int tcpLevel = 6;
        const int noDelay = 1;
        int on = 1;
        _ = isTcp ? SetOption(socket, tcpLevel, noDelay, on, sizeof(int)) : 0;
    }

    [DllImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static extern int SetOption(SafeFileHandle socket, int level, int option, in int value, int length);
}
