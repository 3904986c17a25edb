using System.Diagnostics;

namespace Nginx502.Lab;

/// <summary>Waits for what a server does in its own time.</summary>
public static class Patience
{
    /// <summary>How long anything in the laboratory may take on a busy machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until the condition holds.</summary>
    /// <param name="condition">Asked again and again; has no effects.</param>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="limit">The longest wait; <see cref="Limit"/> when not given.</param>
    /// <exception cref="LabException">The condition did not hold in time.</exception>
    public static async Task UntilAsync(Func<bool> condition, string what, TimeSpan? limit = null)
    {
        if (!await HoldsWithinAsync(condition, limit ?? Limit).ConfigureAwait(false))
        {
            throw new LabException($"Waited {(limit ?? Limit).TotalSeconds:0.#} s in vain: {what}.");
        }
    }

    /// <summary>True when the condition holds within the time.</summary>
    public static async Task<bool> HoldsWithinAsync(Func<bool> condition, TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
            {
                return false;
            }

            await Task.Delay(Pause).ConfigureAwait(false);
        }

        return true;
    }
}
