using System.Diagnostics;

namespace Nginx502.Benchmarks.Comparison;

/// <summary>Times things side by side: each round runs every one of them once, so that a noisy minute hits all alike.</summary>
internal static class Clock
{
    /// <summary>The median times, in the order given. A first round warms up and is not counted.</summary>
    public static TimeSpan[] Medians(int rounds, params Action[] contestants)
    {
        var times = contestants.Select(_ => new List<TimeSpan>()).ToArray();
        for (int round = 0; round <= rounds; round++)
        {
            for (int index = 0; index < contestants.Length; index++)
            {
                TimeSpan time = Once(contestants[index]);
                if (round > 0)
                {
                    times[index].Add(time);
                }
            }
        }

        return times.Select(list => list.Order().ElementAt(list.Count / 2)).ToArray();
    }

    /// <summary>The time of one call.</summary>
    public static TimeSpan Once(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }
}
