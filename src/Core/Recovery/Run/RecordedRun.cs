namespace Nginx502;

/// <summary>A recovery as the journal tells it. Its texts are safe to show.</summary>
public sealed record RecordedRun
{
    /// <summary>Its number on this machine, from 1.</summary>
    public int Run { get; init; }

    /// <summary>When it began, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>How long it took; null for one that goes on, or was killed.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The cmdlet that asked.</summary>
    public string Command { get; init; } = string.Empty;

    /// <summary>True when nobody was asked.</summary>
    public bool IsUnattended { get; init; }

    /// <summary>What became of it; null for one that goes on, or was killed.</summary>
    public RecoveryOutcome? Outcome { get; init; }

    /// <summary>True when it was killed before it came to its end.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>The cause that was found; null when nothing was wrong, or it was not found.</summary>
    public Cause? Cause { get; init; }

    /// <summary>What was done: action and target each.</summary>
    public string[] Acts { get; init; } = [];

    /// <summary>When the first of that was begun, local time; null when nothing was done.</summary>
    public DateTime? ActTime { get; init; }

    /// <summary>It all in a line.</summary>
    public string Summary { get; init; } = string.Empty;

    /// <summary>The directory that holds the evidence; null when none was saved.</summary>
    public string? EvidencePath { get; init; }

    /// <summary>Number, time and outcome.</summary>
    public override string ToString() => $"{Run} {Time:yyyy-MM-dd HH:mm:ss} {(IsInterrupted ? "interrupted" : Outcome?.ToString() ?? "goes on")}";
}
