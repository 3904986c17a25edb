using Nginx502.Inspection;

namespace Nginx502;

/// <summary>What this module itself changed, as events of a timeline.</summary>
public static class ChangeEvents
{
    private const string Source = "the journal of Nginx502";

    /// <summary>The events of a journal.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="gap">Why it could not be read; null when it was.</param>
    public static IReadOnlyList<TimelineEvent> Read(ChangeJournal journal, out NotSeen? gap)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ChangeJournalContent content = journal.Read();
        gap = content.Failure is { } failure ? new NotSeen("what Nginx502 itself changed", failure.Problem.TrimEnd('.'), failure.Advice) : null;

        // What was changed in a copy of a server changed nothing here.
        return [.. content.Changes.Where(change => change.RootPath is null).Select(Of).OfType<TimelineEvent>()];
    }

    /// <summary>The event of a change; null for one that touched nothing.</summary>
    public static TimelineEvent? Of(GatewayChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        string? became = change.State switch
        {
            ChangeState.Committed => string.Empty,
            ChangeState.Undone => ChangeWords.UndoneLater,
            ChangeState.RolledBack => ChangeWords.PutBack,
            ChangeState.Failed => ", failed",
            ChangeState.Unfinished => ", left unfinished",
            ChangeState.InProgress => ", in progress",
            _ => null,
        };
        if (became is null)
        {
            return null;
        }

        string what = change.Settings.Length > 0 ? ": " + string.Join(", ", change.Settings.Select(setting => setting.ToString())) : string.Empty;
        string undoes = change.Undoes is { } undone ? $" of change {undone}" : string.Empty;
        return new TimelineEvent(
            change.Time,
            TimelineEventKind.Change,
            change.Files.Length > 0 ? change.Files[0].Path : change.Command,
            $"change {change.Id}, {change.Command}{undoes}{what}{became}",
            Source);
    }
}
