using System.Diagnostics;

namespace Nginx502.FastCgi;

/// <summary>
/// Moves any number of exchanges on with one thread: the one that calls <see cref="Next(CancellationToken)"/>. Connecting
/// happens on the thread that calls <see cref="Start"/>, so that one which has taken another user's rights connects with them.
/// Not for several threads at once.
/// </summary>
public sealed class ExchangeLoop : IDisposable
{
    private const int ChunkSize = 64 * 1024;

    private readonly List<FastCgiExchange> _running = [];
    private readonly Queue<FastCgiExchange> _ended = new();
    private readonly byte[] _chunk = new byte[ChunkSize];
    private readonly Wakeup _wakeup = new();
    private readonly Action _wake;
    private PollEntry[] _entries = new PollEntry[8];

    /// <summary>A loop with nothing in it.</summary>
    public ExchangeLoop() => _wake = _wakeup.Set;

    /// <summary>How many exchanges run, or have ended and were not given out yet.</summary>
    public int Count => _running.Count + _ended.Count;

    /// <summary>Starts an exchange that does not run.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="options">How long it may take, and how much may come.</param>
    public void Start(FastCgiExchange exchange, EncodedRequest request, FastCgiOptions options)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        if (exchange.IsRunning)
        {
            throw new InvalidOperationException("The exchange runs already.");
        }

        exchange.Begin(request, options, _wake);
        if (exchange.IsRunning)
        {
            _running.Add(exchange);
        }
        else
        {
            _ended.Enqueue(exchange);
        }
    }

    /// <summary>The next exchange that has ended; waits for it. Null when there is none left.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; what runs goes on at the next call, or ends with the loop.</exception>
    public FastCgiExchange? Next(CancellationToken token) => Next(null, token);

    /// <summary>The next exchange that has ended. Null when there is none left, or none ended in that time.</summary>
    /// <param name="wait">How long to wait at most; null for as long as one runs.</param>
    /// <param name="token">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; what runs goes on at the next call, or ends with the loop.</exception>
    public FastCgiExchange? Next(TimeSpan? wait, CancellationToken token)
    {
        long until = wait is { } time ? Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency) : long.MaxValue;
        using CancellationTokenRegistration registration = token.UnsafeRegister(static wakeup => ((Wakeup)wakeup!).Set(), _wakeup);
        while (true)
        {
            token.ThrowIfCancellationRequested();
            if (_ended.TryDequeue(out FastCgiExchange? ended))
            {
                return ended;
            }

            long now = Stopwatch.GetTimestamp();
            if (_running.Count == 0 || now >= until)
            {
                return null;
            }

            Wait(now, until);
        }
    }

    /// <summary>Ends what still runs, and closes what was not given out.</summary>
    public void Dispose()
    {
        foreach (FastCgiExchange exchange in _running.Concat(_ended))
        {
            exchange.Dispose();
        }

        _running.Clear();
        _ended.Clear();
        _wakeup.Dispose();
    }

    private int MillisecondsUntil(long time, long now)
    {
        // Rounded up: a wait that ends too early would only begin again.
        double longest = _wakeup.Works ? 60_000 : 50;
        double milliseconds = Math.Ceiling((time - now) * 1000.0 / Stopwatch.Frequency);
        return (int)Math.Clamp(milliseconds, 0, longest);
    }

    private void Wait(long now, long until)
    {
        int count = _running.Count + 1;
        if (_entries.Length < count)
        {
            _entries = new PollEntry[count * 2];
        }

        _entries[0] = _wakeup.Entry;
        for (int index = 0; index < _running.Count; index++)
        {
            _entries[index + 1] = _running[index].Entry;
            until = Math.Min(until, _running[index].Patience);
        }

        int error = NativeSocket.Poll(_entries.AsSpan(0, count), MillisecondsUntil(until, now));
        if (error != 0)
        {
            throw new IOException(ConnectFailures.WithError("The kernel cannot wait for these connections", error));
        }

        if (_entries[0].Seen != PollEvents.None)
        {
            _wakeup.Reset();
        }

        AdvanceAll();
    }

    private void AdvanceAll()
    {
        int left = 0;
        long now = Stopwatch.GetTimestamp();
        for (int index = 0; index < _running.Count; index++)
        {
            FastCgiExchange exchange = _running[index];
            exchange.Advance(_entries[index + 1].Seen, now, _chunk);
            if (exchange.IsRunning)
            {
                _running[left++] = exchange;
            }
            else
            {
                _ended.Enqueue(exchange);
            }
        }

        _running.RemoveRange(left, _running.Count - left);
    }
}
