namespace Nginx502;

/// <summary>How a snapshot is taken.</summary>
public sealed record SnapshotOptions
{
    /// <summary>A day of logs, within five seconds.</summary>
    public static SnapshotOptions Default { get; } = new();

    /// <summary>How far back the logs are read; null for a day, of an error log at most its last 32 MiB.</summary>
    public DateTime? Since { get; init; }

    /// <summary>How long all collectors together may take; what is not done by then is left out and named.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// True to ask nginx and php-fpm what they think of configurations that they did not load: files that were changed since, and those of a php-fpm that
    /// does not run. False for what runs unattended on a healthy machine.
    /// </summary>
    public bool TestsConfigurations { get; init; } = true;

    /// <summary>The sites that are to be probed; empty for none.</summary>
    public IReadOnlyList<Uri> Sites { get; init; } = [];

    /// <summary>True to probe each a second time by its public name.</summary>
    public bool ViaDns { get; init; }

    /// <summary>What this module changed itself, for the timeline.</summary>
    public IReadOnlyList<TimelineEvent> Changes { get; init; } = [];
}
