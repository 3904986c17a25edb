using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Nginx502.FastCgi;

namespace Nginx502.Load;

/// <summary>
/// Sends the requests of one step and reads their answers, all connections on the calling thread. The request is made once and answers are read where they were
/// received, so that a request costs the calls of the kernel and little else.
/// </summary>
internal sealed class LoadLoop : IDisposable
{
    private const int ChunkSize = 64 * 1024;
    private const int LongestWait = 50;
    private const ulong WakeupKey = ulong.MaxValue;
    private const ulong AlarmKey = ulong.MaxValue - 1;

    // So many failures without any answer, for each connection, and it is over.
    private const int FailuresToGiveUp = 3;
    private const int ChunksAtOnce = 16;

    private static readonly long Rest = Stopwatch.Frequency / 100;
    private static readonly long ClosingTime = Stopwatch.Frequency;

    private readonly LoadTarget _target;
    private readonly LoadPlan _plan;
    private readonly LoadTally _tally;
    private readonly Epoll _epoll = new();
    private readonly Wakeup _wakeup = new();
    private readonly SafeFileHandle _wakeupHandle;
    private readonly Alarm _alarm = new();
    private readonly Action _wake;
    private readonly LoadConnection[] _connections;
    private readonly Stack<LoadConnection> _idle = new();
    private readonly List<(LoadConnection Connection, ulong Key, bool IsUntilEnd)> _unread = [];
    private readonly byte[] _chunk = GC.AllocateUninitializedArray<byte>(ChunkSize, pinned: true);
    private readonly ReadOnlyMemory<byte> _request;
    private readonly long _timeout;
    private LoadSchedule? _schedule;
    private long _end;
    private long _begun;
    private int _underWay;
    private long _now;
    private long _nextSweep;
    private long _lastAnswer;
    private bool _isGivenUp;
    private int _thread;

    /// <summary>A loop for one step.</summary>
    /// <param name="target">What is asked.</param>
    /// <param name="plan">The step.</param>
    /// <param name="tally">Counts what comes of it.</param>
    /// <exception cref="IOException">The kernel cannot wait for connections.</exception>
    public LoadLoop(LoadTarget target, LoadPlan plan, LoadTally tally)
    {
        (_target, _plan, _tally) = (target, plan, tally);
        _request = target.Request;
        _timeout = Ticks(plan.Timeout);
        _wake = () =>
        {
            // On the own thread it is seen anyway.
            if (Environment.CurrentManagedThreadId != _thread)
            {
                _wakeup.Set();
            }
        };
        _connections = [.. Enumerable.Range(0, plan.Concurrency).Select(index => new LoadConnection(index, target.NewReader()))];
        _wakeupHandle = new SafeFileHandle(_wakeup.Entry.Descriptor, ownsHandle: false);
        _ = _epoll.Watch(_wakeupHandle, WakeupKey, isEdge: false);
        _ = _alarm.Handle.IsInvalid ? 0 : _epoll.Watch(_alarm.Handle, AlarmKey);
    }

    private bool MayBegin => !_isGivenUp && _now < _end && (_plan.Requests is not { } most || _begun < most);

    /// <summary>Does it. Why it ended is in the result.</summary>
    /// <param name="token">Ends it at once.</param>
    /// <exception cref="OperationCanceledException">It was ended; all connections are closed.</exception>
    public LoadEnd Run(CancellationToken token)
    {
        using CancellationTokenRegistration registration = token.UnsafeRegister(static wakeup => ((Wakeup)wakeup!).Set(), _wakeup);
        _thread = Environment.CurrentManagedThreadId;
        long start = _now = _lastAnswer = Stopwatch.GetTimestamp();
        _end = start + Ticks(_plan.Duration);
        if (_plan.Rate is { } rate)
        {
            _schedule = new LoadSchedule(start, _end, rate, _plan.Requests, Stopwatch.Frequency);
            Array.ForEach(_connections, _idle.Push);
        }
        else
        {
            Array.ForEach(_connections, BeginNext);
        }

        // Each is answered by then or has timed out: none is left out of what is counted.
        long patience = _end + _timeout + Ticks(TimeSpan.FromSeconds(1));
        while (true)
        {
            token.ThrowIfCancellationRequested();
            _now = Stopwatch.GetTimestamp();
            BeginDue();
            if (_now >= _nextSweep)
            {
                Sweep();
            }

            bool isEnding = !MayBegin || (_schedule is { } schedule && schedule.Next is null);
            if (isEnding && (_underWay == 0 || _isGivenUp || _now >= patience))
            {
                break;
            }

            Wait();
        }

        _tally.Unsent = _isGivenUp ? 0 : _schedule?.Overdue(_now) ?? 0;
        _tally.Unfinished = _underWay;
        bool isAllSent = _plan.Requests is { } all && _begun >= all && _lastAnswer < _end;
        _tally.Duration = Stopwatch.GetElapsedTime(start, isAllSent || _isGivenUp ? Math.Max(_lastAnswer, start + 1) : _end);
        return _isGivenUp ? LoadEnd.NothingAnswered : isAllSent ? LoadEnd.Requests : LoadEnd.Duration;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (LoadConnection connection in _connections)
        {
            connection.Close();
        }

        _epoll.Dispose();
        _alarm.Dispose();
        _wakeupHandle.Dispose();
        _wakeup.Dispose();
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    private void Wait()
    {
        int milliseconds = LongestWait;
        if (_schedule?.Next is { } next && _idle.Count > 0)
        {
            _alarm.Set(next);
            milliseconds = _alarm.Handle.IsInvalid ? (int)Math.Clamp((next - _now) * 1000 / Stopwatch.Frequency, 0, LongestWait) : LongestWait;
        }
        else if (_nextSweep - _now < Ticks(TimeSpan.FromMilliseconds(LongestWait)))
        {
            milliseconds = (int)Math.Max(1, (_nextSweep - _now) * 1000 / Stopwatch.Frequency);
        }

        int count = _epoll.Wait(_unread.Count > 0 ? 0 : milliseconds);
        _now = Stopwatch.GetTimestamp();
        for (int index = 0; index < count; index++)
        {
            (uint events, ulong key) = _epoll.At(index);
            if (key == WakeupKey)
            {
                _wakeup.Reset();
                AdvanceSecured();
            }
            else if (key != AlarmKey && _connections[(uint)key] is { } connection && connection.Key == key && connection.Socket is not null)
            {
                Advance(connection, events);
            }
        }

        ReadOn();
    }

    private void ReadOn()
    {
        if (_unread.Count == 0)
        {
            return;
        }

        (LoadConnection Connection, ulong Key, bool IsUntilEnd)[] unread = [.. _unread];
        _unread.Clear();
        foreach ((LoadConnection connection, ulong key, bool isUntilEnd) in unread)
        {
            if (connection.Key == key && connection.Socket is not null)
            {
                Receive(connection, isUntilEnd);
            }
        }
    }

    // Requests of a fixed rate that are due, as long as a connection is free.
    private void BeginDue()
    {
        while (_schedule?.Next is { } due && due <= _now && MayBegin && _idle.TryPop(out LoadConnection? connection))
        {
            _schedule.Take();
            Begin(connection, due);
        }
    }

    private void BeginNext(LoadConnection connection)
    {
        connection.State = LoadConnectionState.Idle;
        if (_schedule is not null)
        {
            _idle.Push(connection);
            BeginDue();
        }
        else if (MayBegin)
        {
            Begin(connection, _now);
        }
    }

    private void Begin(LoadConnection connection, long due)
    {
        _begun++;
        _underWay++;
        connection.Due = due;
        connection.Begun = _now;
        connection.Deadline = _now + _timeout;
        connection.Concurrency = _underWay;
        Send(connection);
    }

    private void Send(LoadConnection connection)
    {
        connection.Sent = 0;
        connection.Reader.Begin();
        if (connection.Socket is null)
        {
            Connect(connection);
        }
        else
        {
            Ask(connection);
        }
    }

    private void Connect(LoadConnection connection)
    {
        ReadOnlySpan<byte> place = _target.Place.Span;
        SafeFileHandle? socket = NativeSocket.Create(MemoryMarshal.Read<ushort>(place), out int error);
        if (socket is null)
        {
            Fail(connection, LoadErrors.Of(error), error);
            return;
        }

        connection.Socket = socket;
        connection.Generation++;
        error = NativeSocket.Connect(socket, place);
        int watchError = error is 0 or NativeSocket.InProgress ? _epoll.Watch(socket, connection.Key) : error;
        if (watchError != 0)
        {
            Fail(connection, LoadErrors.Of(watchError), watchError);
            return;
        }

        connection.State = LoadConnectionState.Connecting;
        if (error == 0)
        {
            OnConnected(connection);
        }
    }

    private void OnConnected(LoadConnection connection)
    {
        _tally.Connections++;
        if (_target.Tls is { } options)
        {
            connection.State = LoadConnectionState.Securing;
            connection.Tls = new TlsChannel(options, _wake);
            AdvanceTls(connection);
        }
        else
        {
            Ask(connection);
        }
    }

    private void Ask(LoadConnection connection)
    {
        connection.State = LoadConnectionState.Asking;
        if (connection.Tls is { } tls)
        {
            tls.Write(_request);
            AdvanceTls(connection);
        }
        else
        {
            Flush(connection);
        }
    }

    private void Flush(LoadConnection connection)
    {
        ReadOnlySpan<byte> left = _request.Span[connection.Sent..];
        int error = NativeSocket.Send(connection.Socket!, left, out int sent);
        connection.Sent += sent;
        if (error is not (0 or NativeSocket.WouldBlock))
        {
            Lose(connection, error);
        }
    }

    private void Advance(LoadConnection connection, uint events)
    {
        if (connection.State == LoadConnectionState.Connecting)
        {
            int error = NativeSocket.PendingError(connection.Socket!);
            if (error != 0)
            {
                Fail(connection, LoadErrors.Of(error), error);
            }
            else if ((events & Epoll.Writable) != 0)
            {
                OnConnected(connection);
            }

            return;
        }

        uint generation = connection.Generation;
        if ((events & (Epoll.Readable | Epoll.Ended)) != 0)
        {
            Receive(connection, (events & Epoll.Ended) != 0);
        }

        bool isSame = connection.Socket is not null && connection.Generation == generation;
        if (isSame && (events & Epoll.Writable) != 0)
        {
            if (connection.Tls is not null)
            {
                FlushTls(connection);
            }
            else if (connection.State == LoadConnectionState.Asking && connection.Sent < _request.Length)
            {
                Flush(connection);
            }
        }
    }

    // Each event is told once: until the socket is empty, and where the other side has closed until that is seen. An answer without an end has its turns, like all others.
    private void Receive(LoadConnection connection, bool isUntilEnd)
    {
        uint generation = connection.Generation;
        for (int chunk = 0; chunk < ChunksAtOnce; chunk++)
        {
            int error = NativeSocket.Receive(connection.Socket!, _chunk, out int received);
            if (error == NativeSocket.WouldBlock)
            {
                return;
            }

            if (error != 0 || received == 0)
            {
                Lose(connection, error);
                return;
            }

            _tally.BytesReceived += received;
            if (connection.Tls is { } tls)
            {
                tls.Receive(_chunk.AsSpan(0, received));
                AdvanceTls(connection);
            }
            else
            {
                Take(connection, _chunk.AsSpan(0, received));
            }

            if (connection.Socket is null || connection.Generation != generation || (received < ChunkSize && !isUntilEnd))
            {
                return;
            }
        }

        _unread.Add((connection, connection.Key, isUntilEnd));
    }

    // True when it can be read on.
    private bool Take(LoadConnection connection, ReadOnlySpan<byte> bytes)
    {
        if (connection.State != LoadConnectionState.Asking)
        {
            // Nobody asked for it.
            connection.Close();
            if (connection.State == LoadConnectionState.Closing)
            {
                BeginNext(connection);
            }

            return false;
        }

        switch (connection.Reader.Feed(bytes))
        {
            case ResponseProgress.Done:
                Complete(connection);
                return connection.Socket is not null;
            case ResponseProgress.Broken:
                Fail(connection, LoadErrorKind.NotUnderstood, 0);
                return false;
            default:
                return true;
        }
    }

    private void Complete(LoadConnection connection)
    {
        _lastAnswer = Stopwatch.GetTimestamp();
        _now = _lastAnswer;
        _underWay--;
        TimeSpan? serviceTime = _schedule is null ? null : Stopwatch.GetElapsedTime(connection.Begun, _now);
        _tally.Answer(connection.Reader.Status, Stopwatch.GetElapsedTime(connection.Due, _now), serviceTime, connection.Concurrency, _now < _end);
        if (connection.Reader.KeepsConnection && _target.KeepsConnections)
        {
            connection.IsReused = true;
            BeginNext(connection);
        }
        else if (_target.WaitsForClosing && connection.Socket is not null)
        {
            connection.State = LoadConnectionState.Closing;
            connection.Deadline = _now + ClosingTime;
            Drain(connection);
        }
        else
        {
            connection.Close();
            BeginNext(connection);
        }
    }

    // The end often came with the answer.
    private void Drain(LoadConnection connection)
    {
        int error = NativeSocket.Receive(connection.Socket!, _chunk, out _);
        if (error != NativeSocket.WouldBlock)
        {
            connection.Close();
            BeginNext(connection);
        }
    }

    // The connection has ended, or broke.
    private void Lose(LoadConnection connection, int error)
    {
        switch (connection.State)
        {
            case LoadConnectionState.Asking when error == 0 && connection.Reader.Finish() == ResponseProgress.Done:
                connection.Close();
                Complete(connection);
                break;
            case LoadConnectionState.Asking when connection.IsReused && connection.Reader.IsUntouched:
                // It was closed as idle ones are while the request was on its way: that is asked again, as browsers do.
                connection.Close();
                Send(connection);
                break;
            case LoadConnectionState.Asking:
                Fail(connection, error != 0 ? LoadErrors.Of(error) : connection.Reader.IsUntouched ? LoadErrorKind.ClosedEarly : LoadErrorKind.CutShort, error);
                break;
            case LoadConnectionState.Securing:
                Fail(connection, LoadErrorKind.TlsFailed, error);
                break;
            case LoadConnectionState.Closing:
                connection.Close();
                BeginNext(connection);
                break;
            default:
                connection.Close();
                break;
        }
    }

    private void Fail(LoadConnection connection, LoadErrorKind kind, int error)
    {
        _underWay--;
        _lastAnswer = _now;
        _tally.Error(kind, error, connection.Concurrency);
        connection.Close();
        _isGivenUp |= _tally.Answers == 0 && _tally.Errors >= (long)FailuresToGiveUp * _connections.Length;

        // One that fails at once would else be tried a hundred thousand times a second.
        connection.State = LoadConnectionState.Resting;
        connection.Deadline = _now + Rest;
        _nextSweep = Math.Min(_nextSweep, connection.Deadline);
    }

    private void AdvanceSecured()
    {
        foreach (LoadConnection connection in _target.Tls is null ? [] : _connections)
        {
            if (connection.Tls is not null)
            {
                AdvanceTls(connection);
            }
        }
    }

    private void AdvanceTls(LoadConnection connection)
    {
        TlsChannel tls = connection.Tls!;
        if (connection.State == LoadConnectionState.Securing && tls.IsSecure)
        {
            connection.State = LoadConnectionState.Asking;
            tls.Write(_request);
        }

        if (!FlushTls(connection))
        {
            return;
        }

        if (tls.HasFailed)
        {
            Lose(connection, 0);
            return;
        }

        while (connection.Tls == tls && tls.IsSecure && tls.TryRead(out ReadOnlySpan<byte> plain))
        {
            if (plain.IsEmpty)
            {
                Lose(connection, 0);
                return;
            }

            if (!Take(connection, plain))
            {
                return;
            }
        }
    }

    private bool FlushTls(LoadConnection connection)
    {
        TlsChannel tls = connection.Tls!;
        while (!tls.Outgoing.IsEmpty)
        {
            int error = NativeSocket.Send(connection.Socket!, tls.Outgoing, out int sent);
            tls.Sent(sent);
            if (error == NativeSocket.WouldBlock)
            {
                return true;
            }

            if (error != 0)
            {
                Lose(connection, error);
                return false;
            }
        }

        return true;
    }

    // What took too long, and what has rested.
    private void Sweep()
    {
        _nextSweep = _now + (Stopwatch.Frequency / 20);
        foreach (LoadConnection connection in _connections)
        {
            if (connection.State == LoadConnectionState.Idle)
            {
                continue;
            }

            if (_now < connection.Deadline)
            {
                _nextSweep = Math.Min(_nextSweep, connection.Deadline);
                continue;
            }

            switch (connection.State)
            {
                case LoadConnectionState.Resting:
                    BeginNext(connection);
                    break;
                case LoadConnectionState.Closing:
                    connection.Close();
                    BeginNext(connection);
                    break;
                default:
                    Fail(connection, connection.State == LoadConnectionState.Connecting ? LoadErrorKind.ConnectTimedOut : LoadErrorKind.TimedOut, 0);
                    break;
            }
        }
    }
}
