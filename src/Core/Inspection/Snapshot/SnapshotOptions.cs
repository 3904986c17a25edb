namespace Nginx502;

/// <summary>How a snapshot is taken.</summary>
public sealed record SnapshotOptions
{
    /// <summary>A day of logs, within five seconds.</summary>
    public static SnapshotOptions Default { get; } = new();

    /// <summary>How far back the logs are read; null for a day.</summary>
    public DateTime? Since { get; init; }

    /// <summary>How long all collectors together may take; what is not done by then is left out and named.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);
}
