using System.Runtime.ExceptionServices;

namespace Nginx502.Logs;

/// <summary>
/// Hands out the numbers 0 to count-1 to workers and their results, in order, to one taker. At most a window of numbers is
/// in work or waiting to be taken.
/// </summary>
internal sealed class SegmentQueue<TResult>(long count, int window)
{
    private readonly object _lock = new();
    private readonly TResult[] _results = new TResult[window];
    private readonly bool[] _isReady = new bool[window];
    private long _nextToClaim;
    private long _taken;
    private int _waitingWorkers;
    private bool _isClosed;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Claims the next number; waits while the window is full; false when there is no more to do.</summary>
    public bool TryClaim(out long index)
    {
        lock (_lock)
        {
            while (!_isClosed && _nextToClaim < count && _nextToClaim >= _taken + window)
            {
                _waitingWorkers++;
                Monitor.Wait(_lock);
                _waitingWorkers--;
            }

            index = _nextToClaim;
            if (_isClosed || _nextToClaim >= count)
            {
                return false;
            }

            _nextToClaim++;
            return true;
        }
    }

    /// <summary>Gives the result of a claimed number.</summary>
    public void Put(long index, TResult result)
    {
        lock (_lock)
        {
            _results[index % window] = result;
            _isReady[index % window] = true;
            if (index == _taken)
            {
                Monitor.PulseAll(_lock);
            }
        }
    }

    /// <summary>Takes the result of a number, which is the one after the last taken; waits until it is there.</summary>
    public TResult Take(long index, CancellationToken stop)
    {
        int slot = (int)(index % window);
        using CancellationTokenRegistration wake = stop.UnsafeRegister(_ => Wake(), null);
        lock (_lock)
        {
            while (!_isReady[slot] && _failure is null && !stop.IsCancellationRequested)
            {
                Monitor.Wait(_lock);
            }

            stop.ThrowIfCancellationRequested();
            _failure?.Throw();
            TResult result = _results[slot];
            _results[slot] = default!;
            _isReady[slot] = false;
            _taken = index + 1;
            if (_waitingWorkers > 0)
            {
                Monitor.PulseAll(_lock);
            }

            return result;
        }
    }

    /// <summary>A worker failed: the taker gets its exception, the others stop.</summary>
    public void Fail(Exception exception)
    {
        lock (_lock)
        {
            _failure ??= ExceptionDispatchInfo.Capture(exception);
            _isClosed = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Nobody takes any more: workers stop at their next claim.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Monitor.PulseAll(_lock);
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }
}
