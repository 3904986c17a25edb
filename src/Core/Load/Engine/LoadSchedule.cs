namespace Nginx502.Load;

/// <summary>
/// When requests of a fixed rate are to be sent. The time of each is fixed beforehand, and its latency counts from there: a server that stands still for a second
/// delays all that were due in it, and not only the one that it held (coordinated omission).
/// </summary>
/// <param name="start">When the first is due.</param>
/// <param name="end">Until when requests are due.</param>
/// <param name="rate">Requests a second.</param>
/// <param name="most">The most requests; null for no bound.</param>
/// <param name="frequency">How many units of time a second has.</param>
internal sealed class LoadSchedule(long start, long end, double rate, long? most, long frequency)
{
    private readonly double _interval = frequency / rate;
    private long _taken;

    /// <summary>When the next is due; null when none is left.</summary>
    public long? Next
    {
        get
        {
            long time = start + (long)(_taken * _interval);
            return time < end && (most is null || _taken < most) ? time : null;
        }
    }

    /// <summary>Takes the next.</summary>
    public void Take() => _taken++;

    /// <summary>How many were due by a time and were not taken.</summary>
    public long Overdue(long now)
    {
        long until = Math.Min(now, end - 1);
        long due = until < start ? 0 : (long)((until - start) / _interval) + 1;
        return Math.Max(0, Math.Min(due, most ?? long.MaxValue) - _taken);
    }
}
