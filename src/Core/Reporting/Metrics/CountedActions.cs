using Nginx502.Recovery;

namespace Nginx502.Reporting;

/// <summary>Counts the acts of recoveries as their journal tells them.</summary>
internal static class CountedActions
{
    /// <summary>What a recovery that was killed leaves of the act that it was at.</summary>
    public const string Interrupted = "Interrupted";

    /// <summary>The state with what the journal has since: by the numbers of the runs, and not by their times, since a clock can be set back.</summary>
    /// <param name="state">What was counted.</param>
    /// <param name="lines">The journal, in the order of its runs.</param>
    public static MetricState Add(MetricState state, IReadOnlyList<RunLine> lines)
    {
        int last = lines.Count == 0 ? 0 : lines.Max(line => line.Run);

        // A journal that was removed begins anew.
        int counted = state.CountedRun > last ? 0 : state.CountedRun;
        RunLine[] further = [.. lines.Where(line => line.Run == counted).Skip(counted == 0 ? 0 : state.CountedLines), .. lines.Where(line => line.Run > counted)];
        IEnumerable<(RecoveryAction Action, string Result)> acts = further.Select(line => ActOf(line, lines)).OfType<(RecoveryAction, string)>();
        return further.Length == 0 ? state : state with
        {
            CountedRun = last,
            CountedLines = lines.Count(line => line.Run == last),
            Actions =
            [
                .. state.Actions.Select(known => (Key: (known.Action, known.Result), known.Count))
                    .Concat(acts.Select(act => (Key: act, Count: 1L)))
                    .GroupBy(pair => pair.Key, pair => pair.Count)
                    .Select(group => new MetricActionCount(group.Key.Item1, group.Key.Item2, group.Sum()))
                    .OrderBy(known => known.Action).ThenBy(known => known.Result, StringComparer.Ordinal),
            ],
        };
    }

    private static (RecoveryAction, string)? ActOf(RunLine line, IReadOnlyList<RunLine> lines)
    {
        if (line is { Event: RunEvent.StepEnd, StepOutcome: { } outcome })
        {
            RunLine? begun = lines.LastOrDefault(begin => begin.Event == RunEvent.StepBegin && begin.Run == line.Run && begin.Step == line.Step);
            return (line.Action ?? begun?.Action) is { } action ? (action, outcome.ToString()) : null;
        }

        RunLine? last = line.Event == RunEvent.Interrupted ? lines.LastOrDefault(begin => begin.Event == RunEvent.StepBegin && begin.Run == line.Run) : null;
        return last?.Action is { } open && !lines.Any(end => end.Event == RunEvent.StepEnd && end.Run == last.Run && end.Step == last.Step) ? (open, Interrupted) : null;
    }
}
