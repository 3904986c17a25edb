namespace Nginx502.Recovery;

/// <summary>Makes runs of the lines of the journal.</summary>
internal static class RunHistory
{
    /// <summary>The runs, the oldest first.</summary>
    public static IReadOnlyList<RecordedRun> Of(IReadOnlyList<RunLine> lines) =>
        [.. lines.Where(line => line.Event != RunEvent.Reset).GroupBy(line => line.Run).OrderBy(run => run.Key).Select(run => Of(run.Key, [.. run]))];

    /// <summary>The number of the next run.</summary>
    public static int Next(IReadOnlyList<RunLine> lines) => lines.Count == 0 ? 1 : lines.Max(line => line.Run) + 1;

    /// <summary>When a recovery last ended with all well; null when none did. What a person asked for by name says nothing of that.</summary>
    /// <param name="lines">The journal.</param>
    /// <param name="exceptRun">A run that does not count; null for none.</param>
    public static DateTimeOffset? LastGood(IReadOnlyList<RunLine> lines, int? exceptRun = null) => lines
        .Where(line => line is { Event: RunEvent.End, Outcome: RecoveryOutcome.Healthy or RecoveryOutcome.Recovered, Command: not RunLine.ByHand } && line.Run != exceptRun)
        .Max(line => (DateTimeOffset?)line.Time);

    /// <summary>How often the same was mended. That a person had the acts forgotten lets recoveries act again, and makes none of it undone.</summary>
    /// <param name="lines">The journal.</param>
    /// <param name="cause">What was mended.</param>
    /// <param name="since">From when on.</param>
    /// <param name="exceptRun">A run that does not count.</param>
    public static int CountRecovered(IReadOnlyList<RunLine> lines, Cause cause, DateTimeOffset since, int exceptRun) => lines
        .Count(line => line is { Event: RunEvent.End, Outcome: RecoveryOutcome.Recovered } && line.Cause == cause && line.Run != exceptRun && line.Time >= since);

    /// <summary>A run that was begun and never came to its end; null when there is none.</summary>
    public static RecordedRun? Unfinished(IReadOnlyList<RunLine> lines) => Of(lines).LastOrDefault(run => run is { Outcome: null, IsInterrupted: false });

    /// <summary>What a run that was killed was at, a sentence.</summary>
    public static string Describe(RecordedRun run, IReadOnlyList<RunLine> lines)
    {
        RunLine[] own = [.. lines.Where(line => line.Run == run.Run)];
        RunLine? begun = own.LastOrDefault(line => line.Event == RunEvent.StepBegin);
        bool isDone = begun is not null && own.Any(line => line.Event == RunEvent.StepEnd && line.Step == begun.Step);
        string at = begun is null ? "before its first act"
            : isDone ? $"after {begun.Action} {SafeText.Escape(begun.Target ?? string.Empty)}"
            : $"while it was at {begun.Action} {SafeText.Escape(begun.Target ?? string.Empty)}";
        return $"Run {run.Run} of {run.Time:yyyy-MM-dd HH:mm:ss} was killed {at}; how things stand now was looked at anew.";
    }

    private static RecordedRun Of(int number, RunLine[] lines)
    {
        RunLine first = lines[0];
        RunLine? end = lines.LastOrDefault(line => line.Event == RunEvent.End);

        // What was refused when it came to the act touched nothing.
        RunLine[] acts = [.. lines.Where(line => line.Event == RunEvent.StepBegin && !lines.Any(other => other is { Event: RunEvent.StepEnd, StepOutcome: RecoveryStepOutcome.NotDone } && other.Step == line.Step))];
        return new RecordedRun
        {
            Run = number,
            Time = end is { Seconds: { } seconds } ? end.Time.LocalDateTime.AddSeconds(-seconds) : first.Time.LocalDateTime,
            Duration = end?.Seconds is { } taken ? TimeSpan.FromSeconds(taken) : null,
            Command = SafeText.Escape(first.Command ?? string.Empty),
            IsUnattended = first.IsUnattended == true,
            Outcome = end?.Outcome,
            IsInterrupted = lines.Any(line => line.Event == RunEvent.Interrupted),
            Cause = (end ?? first).Cause ?? first.Cause,
            Acts = [.. acts.Select(line => SafeText.Escape($"{line.Action} {line.Target}"))],
            ActTime = acts.FirstOrDefault()?.Time.LocalDateTime,
            Summary = SafeText.Escape(end?.Summary ?? lines.LastOrDefault(line => line.Event == RunEvent.Interrupted)?.Summary ?? string.Empty),
            EvidencePath = lines.Select(line => line.Evidence).LastOrDefault(path => path is not null) is { } evidence ? SafeText.Escape(evidence) : null,
        };
    }
}
