namespace Nginx502.Reporting;

/// <summary>What was counted until now, and how far. Never changed: what follows is another one.</summary>
internal sealed record MetricState
{
    /// <summary>The version of this form.</summary>
    public const int CurrentVersion = 1;

    // A log that was taken out of the configuration may be back tomorrow.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>The version of its form.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>How far each log was counted.</summary>
    public LogCursor[] Cursors { get; init; } = [];

    /// <summary>Errors.</summary>
    public MetricErrorCount[] Errors { get; init; } = [];

    /// <summary>Requests.</summary>
    public MetricRequestCount[] Requests { get; init; } = [];

    /// <summary>Acts of recoveries.</summary>
    public MetricActionCount[] Actions { get; init; } = [];

    /// <summary>The last recovery whose acts were counted, by its number; 0 for none.</summary>
    public int CountedRun { get; init; }

    /// <summary>How many lines of its journal were: it may go on, or be found to have been killed.</summary>
    public int CountedLines { get; init; }

    /// <summary>How far a log was counted; null when it never was.</summary>
    public LogCursor? CursorOf(string path) => Array.Find(Cursors, cursor => cursor.Path == path);

    /// <summary>With a log counted further.</summary>
    public MetricState With(LogCursor cursor) => this with
    {
        Cursors = [.. Cursors.Where(known => known.Path != cursor.Path && cursor.Seen - known.Seen < Kept), cursor],
    };

    /// <summary>With further errors.</summary>
    public MetricState With(IEnumerable<KeyValuePair<(Symptom Symptom, string Upstream), long>> errors) => this with
    {
        Errors =
        [
            .. Errors.Select(known => KeyValuePair.Create((known.Symptom, known.Upstream), known.Count)).Concat(errors)
                .GroupBy(pair => pair.Key, pair => pair.Value)
                .Select(group => new MetricErrorCount(group.Key.Item1, group.Key.Item2, group.Sum()))
                .OrderBy(known => known.Symptom).ThenBy(known => known.Upstream, StringComparer.Ordinal),
        ],
    };

    /// <summary>With further requests, by the order of <see cref="AnswerCounter.Classes"/>.</summary>
    public MetricState With(IReadOnlyList<long> requests) => this with
    {
        Requests =
        [
            .. AnswerCounter.Classes.Select((name, index) => new MetricRequestCount(name, requests[index] + (Array.Find(Requests, known => known.CodeClass == name)?.Count ?? 0))),
        ],
    };
}
