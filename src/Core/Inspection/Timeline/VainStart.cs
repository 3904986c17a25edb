namespace Nginx502.Inspection;

/// <summary>A start of a unit that failed at once: whoever asked it got nothing, and nothing was mended by it.</summary>
internal static class VainStart
{
    // systemd calls a simple service started before its program has read its files.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    /// <summary>True for one.</summary>
    /// <param name="events">What happened.</param>
    /// <param name="start">The start.</param>
    public static bool Is(IEnumerable<TimelineEvent> events, TimelineEvent start) => start.Kind == TimelineEventKind.UnitStarted
        && events.Any(failed => failed.Kind == TimelineEventKind.UnitFailed && failed.Subject == start.Subject && start.Time >= failed.Time - AtOnce && start.Time <= (failed.Until ?? failed.Time));
}
