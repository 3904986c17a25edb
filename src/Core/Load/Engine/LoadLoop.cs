using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Nginx502.FastCgi;

namespace Nginx502.Load;

/// <summary>
/// Sends the requests of one step and reads their answers, all connections on the calling thread. The request is made once and answers are read where they were
/// received, so that a request costs the calls of the kernel and little else.
/// </summary>
internal sealed class LoadLoop : ILoadConnectionOwner, IDisposable
{
    private const int ChunkSize = 64 * 1024;
    private const int LongestWait = 50;
    private const ulong WakeupKey = ulong.MaxValue;
    private const ulong AlarmKey = ulong.MaxValue - 1;

    // So many failures without any answer, for each connection, and it is over.
    private const int FailuresToGiveUp = 3;

    private static readonly long Rest = Stopwatch.Frequency / 100;
    private static readonly long ClosingTime = Stopwatch.Frequency;

    // Long enough to see of what kind a failure is.
    private static readonly long FailureTime = Stopwatch.Frequency / 4;

    private readonly LoadTarget _target;
    private readonly LoadPlan _plan;
    private readonly LoadTally _tally;
    private readonly Epoll _epoll = new();
    private readonly Wakeup _wakeup = new();
    private readonly SafeFileHandle _wakeupHandle;
    private readonly Alarm _alarm = new();
    private readonly LoadConnection[] _connections;
    private readonly Stack<LoadConnection> _idle = new();
    private readonly List<(LoadConnection Connection, ulong Key, bool IsUntilEnd)> _unread = [];
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
        _timeout = Ticks(plan.Timeout);
        byte[] chunk = GC.AllocateUninitializedArray<byte>(ChunkSize, pinned: true);
        _connections = [.. Enumerable.Range(0, plan.Concurrency).Select(index => new LoadConnection(index, target, _epoll, chunk, tally, this, Wake))];
        _wakeupHandle = new SafeFileHandle(_wakeup.Entry.Descriptor, ownsHandle: false);
        _ = _epoll.Watch(_wakeupHandle, WakeupKey, Epoll.Readable);
        _ = _alarm.Handle.IsInvalid ? 0 : _epoll.Watch(_alarm.Handle, AlarmKey, Epoll.Arrivals);
    }

    // What is due before the end may be seen a moment later.
    private bool MayBegin => !_isGivenUp && _now < _end + (_schedule is null ? 0 : Ticks(TimeSpan.FromMilliseconds(LongestWait))) && (_plan.Requests is not { } most || _begun < most);

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

        while (true)
        {
            token.ThrowIfCancellationRequested();
            _now = Stopwatch.GetTimestamp();
            BeginDue();
            if (_now >= _nextSweep)
            {
                Sweep();
            }

            // Each is answered by then or has timed out: none is left out of what is counted.
            bool isPatienceOver = _now >= _end + _timeout + Stopwatch.Frequency;
            bool isEnding = !MayBegin || (_schedule is { } schedule && schedule.Next is null);
            if (isEnding && (_underWay == 0 || _isGivenUp || isPatienceOver))
            {
                break;
            }

            Wait();
        }

        _tally.Unsent = _isGivenUp ? 0 : _schedule?.Overdue(Math.Min(_now, _end)) ?? 0;
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

    void ILoadConnectionOwner.OnAnswer(LoadConnection connection)
    {
        _lastAnswer = Stopwatch.GetTimestamp();
        _now = _lastAnswer;
        _underWay--;
        TimeSpan? serviceTime = _schedule is null ? null : Stopwatch.GetElapsedTime(connection.Begun, _now);
        _tally.Answer(connection.Reader.Status, Stopwatch.GetElapsedTime(connection.Due, _now), serviceTime, connection.Concurrency, _now < _end);
        EndIfFailed();
        connection.Deadline = _now + ClosingTime;
    }

    void ILoadConnectionOwner.OnFailure(LoadConnection connection, LoadErrorKind kind, int error) => Fail(connection, kind, error);

    void ILoadConnectionOwner.OnFree(LoadConnection connection) => BeginNext(connection);

    void ILoadConnectionOwner.OnUnread(LoadConnection connection, bool isUntilEnd) => _unread.Add((connection, connection.Key, isUntilEnd));

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    // On the own thread it is seen anyway.
    private void Wake()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            _wakeup.Set();
        }
    }

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
            else if (key != AlarmKey && _connections[(uint)key] is { } connection && connection.Has(key))
            {
                connection.Advance(events);
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
            if (connection.Has(key))
            {
                connection.Receive(isUntilEnd);
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
        connection.Send();
    }

    private void Fail(LoadConnection connection, LoadErrorKind kind, int error)
    {
        _underWay--;
        _lastAnswer = _now;
        _tally.Error(kind, error, connection.Concurrency);
        EndIfFailed();
        connection.Close();
        _isGivenUp |= _tally.Answers == 0 && _tally.Errors >= (long)FailuresToGiveUp * _connections.Length;

        // One that fails at once would else be tried a hundred thousand times a second.
        connection.State = LoadConnectionState.Resting;
        connection.Deadline = _now + Rest;
        _nextSweep = Math.Min(_nextSweep, connection.Deadline);
    }

    private void EndIfFailed()
    {
        if (_plan.EndsAtFailure && _tally.Failed == 1)
        {
            _end = Math.Min(_end, _now + FailureTime);
        }
    }

    private void AdvanceSecured()
    {
        foreach (LoadConnection connection in _target.Tls is null ? [] : _connections)
        {
            connection.AdvanceTls();
        }
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
