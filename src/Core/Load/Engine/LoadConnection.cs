using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Nginx502.FastCgi;

namespace Nginx502.Load;

/// <summary>One connection, or the place of one, and the request that is on it. It never waits: what the kernel tells of its socket is handed in.</summary>
/// <param name="index">Its number.</param>
/// <param name="target">What is asked.</param>
/// <param name="epoll">Told of its sockets.</param>
/// <param name="chunk">Where all connections of a thread receive.</param>
/// <param name="tally">Counts connections and bytes.</param>
/// <param name="owner">Told what becomes of its requests.</param>
/// <param name="wake">Called when something of TLS was done on another thread.</param>
internal sealed class LoadConnection(int index, LoadTarget target, Epoll epoll, byte[] chunk, LoadTally tally, ILoadConnectionOwner owner, Action wake)
{
    private const int ChunksAtOnce = 16;

    private SafeFileHandle? _socket;
    private TlsChannel? _tls;
    private int _sent;

    // The kernel tells when more can be sent, which a request that was sent whole need not know.
    private bool _watchesRoom;

    // The connection has answered an earlier request: it may have been closed for that reason.
    private bool _isReused;

    // Which socket it is, counted from 1: an event of an earlier one is not this one's.
    private uint _generation;

    /// <summary>Reads its answers.</summary>
    public IResponseReader Reader { get; } = target.NewReader();

    /// <summary>What it is at.</summary>
    public LoadConnectionState State { get; set; }

    /// <summary>When the request was due.</summary>
    public long Due { get; set; }

    /// <summary>When it was begun.</summary>
    public long Begun { get; set; }

    /// <summary>When its time, or that of a pause, is over.</summary>
    public long Deadline { get; set; }

    /// <summary>How many requests were under way when it was begun, itself among them.</summary>
    public int Concurrency { get; set; }

    /// <summary>The key by which the kernel tells events of its socket.</summary>
    public ulong Key => ((ulong)_generation << 32) | (uint)index;

    /// <summary>True when a key is that of the socket that it has.</summary>
    public bool Has(ulong key) => key == Key && _socket is not null;

    /// <summary>Sends the request, on a new connection where there is none.</summary>
    public void Send()
    {
        _sent = 0;
        Reader.Begin();
        if (_socket is null)
        {
            Connect();
        }
        else
        {
            Ask();
        }
    }

    /// <summary>Takes what the kernel tells of its socket.</summary>
    public void Advance(uint events)
    {
        if (State == LoadConnectionState.Connecting)
        {
            int error = NativeSocket.PendingError(_socket!);
            if (error != 0)
            {
                owner.OnFailure(this, LoadErrors.Of(error), error);
            }
            else if ((events & Epoll.Writable) != 0)
            {
                OnConnected();
            }

            return;
        }

        uint generation = _generation;
        if ((events & (Epoll.Readable | Epoll.Ended)) != 0)
        {
            Receive((events & Epoll.Ended) != 0);
        }

        if (_socket is null || _generation != generation || (events & Epoll.Writable) == 0)
        {
            return;
        }

        if (_tls is not null)
        {
            FlushTls();
        }
        else if (State == LoadConnectionState.Asking && _sent < target.Request.Length)
        {
            Flush();
        }
    }

    /// <summary>
    /// Reads. Each event is told once: until the socket is empty, and where the other side has closed until that is seen. An answer without an end has its turns, like
    /// all others.
    /// </summary>
    /// <param name="isUntilEnd">True when the other side has closed it.</param>
    public void Receive(bool isUntilEnd)
    {
        uint generation = _generation;
        for (int turn = 0; turn < ChunksAtOnce; turn++)
        {
            int error = NativeSocket.Receive(_socket!, chunk, out int received);
            if (error == NativeSocket.WouldBlock)
            {
                return;
            }

            if (error != 0 || received == 0)
            {
                Lose(error);
                return;
            }

            tally.BytesReceived += received;
            if (_tls is { } tls)
            {
                tls.Receive(chunk.AsSpan(0, received));
                AdvanceTls();
            }
            else
            {
                Take(chunk.AsSpan(0, received));
            }

            if (_socket is null || _generation != generation || (received < chunk.Length && !isUntilEnd))
            {
                return;
            }
        }

        owner.OnUnread(this, isUntilEnd);
    }

    /// <summary>Goes on with what TLS has done since.</summary>
    public void AdvanceTls()
    {
        if (_tls is not { } tls)
        {
            return;
        }

        if (State == LoadConnectionState.Securing && tls.IsSecure)
        {
            State = LoadConnectionState.Asking;
            tls.Write(target.Request);
        }

        if (!FlushTls())
        {
            return;
        }

        if (tls.HasFailed)
        {
            Lose(0);
            return;
        }

        while (_tls == tls && tls.IsSecure && tls.TryRead(out ReadOnlySpan<byte> plain))
        {
            if (plain.IsEmpty)
            {
                Lose(0);
                return;
            }

            if (!Take(plain))
            {
                return;
            }
        }
    }

    /// <summary>Closes the socket.</summary>
    public void Close()
    {
        _socket?.Dispose();
        _socket = null;
        _tls?.Dispose();
        _tls = null;
        _isReused = false;
    }

    private void Connect()
    {
        ReadOnlySpan<byte> place = target.Place.Span;
        SafeFileHandle? socket = NativeSocket.Create(MemoryMarshal.Read<ushort>(place), out int error);
        if (socket is null)
        {
            owner.OnFailure(this, LoadErrors.Of(error), error);
            return;
        }

        _socket = socket;
        _generation++;
        error = NativeSocket.Connect(socket, place);
        bool isMade = error == 0;
        error = error == NativeSocket.InProgress ? 0 : error;
        if (error == 0 && target.Tls is null)
        {
            // One within this machine stands when the call returns, though it is said to be in progress: what is sent at once spares waiting for that.
            error = NativeSocket.Send(socket, target.Request.Span, out _sent);
            isMade |= error == 0;
            error = error == NativeSocket.WouldBlock ? 0 : error;
        }

        _watchesRoom = !isMade || _sent < target.Request.Length;
        error = error == 0 ? epoll.Watch(socket, Key, _watchesRoom ? Epoll.ArrivalsAndRoom : Epoll.Arrivals) : error;
        if (error != 0)
        {
            owner.OnFailure(this, LoadErrors.Of(error), error);
            return;
        }

        State = LoadConnectionState.Connecting;
        if (isMade)
        {
            OnConnected();
        }
    }

    private void OnConnected()
    {
        tally.Connections++;
        if (target.Tls is { } options)
        {
            State = LoadConnectionState.Securing;
            _tls = new TlsChannel(options, wake);
            AdvanceTls();
        }
        else
        {
            Ask();
        }
    }

    private void Ask()
    {
        State = LoadConnectionState.Asking;
        if (_tls is { } tls)
        {
            tls.Write(target.Request);
            AdvanceTls();
        }
        else if (_sent < target.Request.Length)
        {
            Flush();
        }
    }

    private void Flush()
    {
        int error = NativeSocket.Send(_socket!, target.Request.Span[_sent..], out int sent);
        _sent += sent;
        if (error is not (0 or NativeSocket.WouldBlock))
        {
            Lose(error);
        }
        else if (_sent < target.Request.Length && !_watchesRoom)
        {
            _watchesRoom = true;
            _ = epoll.WatchInstead(_socket!, Key, Epoll.ArrivalsAndRoom);
        }
    }

    private bool FlushTls()
    {
        TlsChannel tls = _tls!;
        while (!tls.Outgoing.IsEmpty)
        {
            int error = NativeSocket.Send(_socket!, tls.Outgoing, out int sent);
            tls.Sent(sent);
            if (error == NativeSocket.WouldBlock)
            {
                return true;
            }

            if (error != 0)
            {
                Lose(error);
                return false;
            }
        }

        return true;
    }

    // True when it can be read on.
    private bool Take(ReadOnlySpan<byte> bytes)
    {
        if (State != LoadConnectionState.Asking)
        {
            // Nobody asked for it.
            End();
            return false;
        }

        switch (Reader.Feed(bytes))
        {
            case ResponseProgress.Done:
                Complete();
                return _socket is not null;
            case ResponseProgress.Broken:
                owner.OnFailure(this, LoadErrorKind.NotUnderstood, 0);
                return false;
            default:
                return true;
        }
    }

    private void Complete()
    {
        owner.OnAnswer(this);
        if (Reader.KeepsConnection && target.KeepsConnections)
        {
            _isReused = _socket is not null;
            owner.OnFree(this);
        }
        else if (target.WaitsForClosing && _socket is not null)
        {
            State = LoadConnectionState.Closing;

            // The end often came with the answer.
            if (NativeSocket.Receive(_socket, chunk, out _) != NativeSocket.WouldBlock)
            {
                End();
            }
        }
        else
        {
            Close();
            owner.OnFree(this);
        }
    }

    // The connection has ended, or broke.
    private void Lose(int error)
    {
        switch (State)
        {
            case LoadConnectionState.Asking when error == 0 && Reader.Finish() == ResponseProgress.Done:
                Close();
                Complete();
                break;
            case LoadConnectionState.Asking when _isReused && Reader.IsUntouched:
                // It was closed as idle ones are while the request was on its way: that is asked again, as browsers do.
                Close();
                Send();
                break;
            case LoadConnectionState.Asking:
                owner.OnFailure(this, error != 0 ? LoadErrors.Of(error) : Reader.IsUntouched ? LoadErrorKind.ClosedEarly : LoadErrorKind.CutShort, error);
                break;
            case LoadConnectionState.Securing:
                owner.OnFailure(this, LoadErrorKind.TlsFailed, error);
                break;
            default:
                End();
                break;
        }
    }

    // Without a request on it.
    private void End()
    {
        Close();
        if (State == LoadConnectionState.Closing)
        {
            owner.OnFree(this);
        }
    }
}
