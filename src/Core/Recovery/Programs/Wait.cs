using System.Diagnostics;

namespace Nginx502.Recovery;

/// <summary>Waits for what another process does in its own time.</summary>
internal static class Wait
{
    /// <summary>Waits until a condition holds; false when it does not within the time.</summary>
    /// <param name="condition">Asked again and again; has no effects.</param>
    /// <param name="limit">The longest wait.</param>
    /// <param name="pause">The pause between two questions.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static bool Until(Func<bool> condition, TimeSpan limit, TimeSpan pause, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
            {
                return false;
            }

            if (cancellationToken.WaitHandle.WaitOne(pause))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return true;
    }
}
