using System.Diagnostics;
using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>What processor time a process had used at one moment.</summary>
/// <param name="StartTicks">When it started, in ticks since boot: another process may get its number.</param>
/// <param name="Ticks">What it used in user and kernel mode, in hundredths of a second.</param>
/// <param name="Nanoseconds">What it was on a processor, exactly; null where the kernel does not count it.</param>
/// <param name="Timestamp">When that was (<see cref="Stopwatch"/> time).</param>
internal readonly record struct ProcessorUse(ulong StartTicks, ulong Ticks, ulong? Nanoseconds, long Timestamp)
{
    private const double TicksPerSecond = 100;
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>What was used since the start.</summary>
    public TimeSpan Total => TimeSpan.FromSeconds(Ticks / TicksPerSecond);

    /// <summary>Reads it; null when there is no such process.</summary>
    public static ProcessorUse? Read(int processId) =>
        ProcFile.ReadText(processId, "stat") is { } stat ? Parse(stat, ProcFile.ReadText(processId, "schedstat"), Stopwatch.GetTimestamp()) : null;

    /// <summary>What <c>stat</c> and <c>schedstat</c> say (man 5 proc_pid_stat; the kernel's Documentation/scheduler/sched-stats.rst).</summary>
    /// <param name="stat">/proc/PID/stat.</param>
    /// <param name="scheduler">/proc/PID/schedstat; null where there is none.</param>
    /// <param name="timestamp">When they were read.</param>
    public static ProcessorUse? Parse(string stat, string? scheduler, long timestamp)
    {
        const int userField = 11;
        const int startField = 19;
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length <= startField || Number(fields[userField]) is not { } user || Number(fields[userField + 1]) is not { } system || Number(fields[startField]) is not { } start)
        {
            return null;
        }

        // Without the kernel's statistics the file is missing, or says 0 of everything.
        ulong? exact = scheduler is null ? null : Number(scheduler.Split(' ')[0]);
        return new ProcessorUse(start, user + system, exact == 0 ? null : exact, timestamp);
    }

    /// <summary>The share of one core that was used since an earlier look, 0 to 1; null when it is another process, or there was no time in between.</summary>
    public double? ShareSince(ProcessorUse earlier)
    {
        double seconds = Stopwatch.GetElapsedTime(earlier.Timestamp, Timestamp).TotalSeconds;
        if (earlier.StartTicks != StartTicks || seconds <= 0)
        {
            return null;
        }

        double used = Nanoseconds is { } now && earlier.Nanoseconds is { } before
            ? (now - (double)before) / NanosecondsPerSecond
            : (Ticks - (double)earlier.Ticks) / TicksPerSecond;
        return Math.Round(Math.Clamp(used / seconds, 0, 1), 3);
    }

    private static ulong? Number(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : null;
}
