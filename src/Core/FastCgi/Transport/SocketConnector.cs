using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.FastCgi;

/// <summary>
/// Makes one connection: to a unix socket at once, to an address of a host in time. Of several addresses each is tried in turn,
/// with an equal share of the time that is left, so that one that does not answer leaves time for the next. Nothing here waits.
/// </summary>
internal sealed class SocketConnector
{
    /// <summary>The most bytes of a unix socket's path: struct sockaddr_un has 108 with the NUL.</summary>
    public const int MaximumPath = 107;

    private readonly NameResolution _resolve;
    private FastCgiTarget? _target;
    private Task<IPAddress[]>? _resolving;
    private CancellationTokenSource? _giveUp;
    private IPAddress[] _addresses = [];
    private int _next;
    private long _end;

    /// <summary>A connector that makes one connection after another.</summary>
    /// <param name="resolve">Finds the addresses of a host name.</param>
    public SocketConnector(NameResolution resolve) => _resolve = resolve;

    /// <summary>The socket, while a connection is made and when it is.</summary>
    public SafeFileHandle? Socket { get; private set; }

    /// <summary>True when the connection is made.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Why it was not made; null while it can still be.</summary>
    public FastCgiFailure? Failure { get; private set; }

    /// <summary>The address of a host name that is tried, or was tried last.</summary>
    public string? Address { get; private set; }

    /// <summary>True while the host name is looked up.</summary>
    public bool IsResolving => _resolving is not null;

    /// <summary>When to ask again at the latest, though nothing happened (<see cref="Stopwatch"/> time).</summary>
    public long Patience { get; private set; }

    /// <summary>Begins. Connects on the calling thread, with its rights.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="now">The time.</param>
    /// <param name="end">When the time is over.</param>
    /// <param name="wake">Called on any thread when a host name was looked up.</param>
    public void Begin(FastCgiTarget target, long now, long end, Action wake)
    {
        (_target, _end, Patience) = (target, end, end);
        (Socket, IsConnected, Failure, Address, _addresses, _next) = (null, false, null, null, [], 0);
        if (target.TakeBegun() is { } begun)
        {
            Take(begun);
        }
        else if (target.SocketPath is { } path)
        {
            ConnectToPath(target, path);
        }
        else if (IPAddress.TryParse(target.Endpoint.Host, out IPAddress? address))
        {
            _addresses = [address];
            TryNextAddress(now);
        }
        else
        {
            _giveUp = new CancellationTokenSource();
            _resolving = ResolveAsync(target.Endpoint.Host!, _giveUp.Token);
            _ = _resolving.ContinueWith(task => Wake(task, wake), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Goes on with what has happened meanwhile.</summary>
    /// <param name="events">What happened on the socket.</param>
    /// <param name="now">The time.</param>
    public void Advance(PollEvents events, long now)
    {
        if (_resolving is { IsCompleted: true })
        {
            TakeAddresses(_resolving, now);
        }
        else if (Socket is not null && events != PollEvents.None)
        {
            int error = NativeSocket.PendingError(Socket);
            IsConnected = error == 0;
            if (!IsConnected)
            {
                GiveUpAddress(error, now);
            }
        }
        else if (Socket is not null && now >= Patience && _next < _addresses.Length)
        {
            GiveUpAddress((int)Errno.ETIMEDOUT, now);
        }
    }

    /// <summary>Hands the socket over to the caller.</summary>
    public SafeFileHandle TakeSocket()
    {
        SafeFileHandle socket = Socket!;
        Socket = null;
        return socket;
    }

    /// <summary>Ends what is begun.</summary>
    public void Stop()
    {
        Socket?.Dispose();
        Socket = null;
        _resolving = null;
        _giveUp?.Cancel();
        _giveUp?.Dispose();
        _giveUp = null;
    }

    // What is thrown at once becomes the task's failure too.
    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken token) => await _resolve(host, token).ConfigureAwait(false);

    private static void Wake(Task resolved, Action wake)
    {
        // Looked at here too, so that a failure that nobody waits for any more counts as seen.
        _ = resolved.Exception;
        wake();
    }

    private void Take(BegunConnection begun)
    {
        Address = begun.Address;
        IsConnected = begun.ErrorNumber == 0;
        if (begun.ErrorNumber is 0 or NativeSocket.InProgress)
        {
            Socket = begun.Socket;
        }
        else
        {
            Failure = ConnectFailures.Explain(_target!.Endpoint, Address, begun.ErrorNumber);
        }
    }

    private void ConnectToPath(FastCgiTarget target, string path)
    {
        int length = Encoding.UTF8.GetByteCount(path);
        if (length > MaximumPath)
        {
            Failure = ConnectFailures.PathTooLong(target.Endpoint, length, MaximumPath);
            return;
        }

        int error = Connect(new UnixDomainSocketEndPoint(path));
        IsConnected = error == 0;
        Failure = error is 0 or NativeSocket.InProgress ? null : ConnectFailures.Explain(target.Endpoint, null, error);
    }

    private void TakeAddresses(Task<IPAddress[]> resolved, long now)
    {
        _resolving = null;
        if (!resolved.IsCompletedSuccessfully)
        {
            // The runtime's own words: 'Name or service not known'.
            Failure = ConnectFailures.NotResolved(_target!.Endpoint, resolved.Exception?.InnerException?.Message.TrimEnd('.') ?? "it was given up");
            return;
        }

        _addresses = resolved.Result;
        if (_addresses.Length == 0)
        {
            Failure = ConnectFailures.NotResolved(_target!.Endpoint, null);
            return;
        }

        TryNextAddress(now);
    }

    private void GiveUpAddress(int error, long now)
    {
        Socket?.Dispose();
        Socket = null;
        if (_next < _addresses.Length)
        {
            TryNextAddress(now);
        }
        else
        {
            Failure = ConnectFailures.Explain(_target!.Endpoint, Address, error);
        }
    }

    private void TryNextAddress(long now)
    {
        while (true)
        {
            IPAddress address = _addresses[_next++];
            Address = address.ToString();
            Patience = now + ((_end - now) / (_addresses.Length - _next + 1));
            int error = Connect(new IPEndPoint(address, _target!.Endpoint.Port));
            if (error is 0 or NativeSocket.InProgress)
            {
                IsConnected = error == 0;
                return;
            }

            if (_next == _addresses.Length)
            {
                Failure = ConnectFailures.Explain(_target!.Endpoint, Address, error);
                return;
            }
        }
    }

    private int Connect(EndPoint endPoint)
    {
        SocketAddress address = endPoint.Serialize();
        ReadOnlySpan<byte> bytes = address.Buffer.Span[..address.Size];
        SafeFileHandle? socket = NativeSocket.Create(BitConverter.ToUInt16(bytes), out int error);
        if (socket is null)
        {
            return error;
        }

        error = NativeSocket.Connect(socket, bytes);
        if (error is 0 or NativeSocket.InProgress)
        {
            Socket = socket;
        }
        else
        {
            socket.Dispose();
        }

        return error;
    }
}
