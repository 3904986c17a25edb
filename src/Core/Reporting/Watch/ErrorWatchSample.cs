using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>What one stretch of watching saw: the errors of nginx, how full the pools are, and the last recovery. Its texts are safe to show.</summary>
public sealed record ErrorWatchSample
{
    [JsonConstructor]
    internal ErrorWatchSample()
    {
    }

    /// <summary>The machine's name.</summary>
    public string ComputerName { get; init; } = string.Empty;

    /// <summary>The end of the stretch, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>How long the stretch was.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>How many upstream errors nginx logged in it.</summary>
    public long Errors { get; init; }

    /// <summary>How many a second that is.</summary>
    public double ErrorsPerSecond { get; init; }

    /// <summary>The same by symptom, the most frequent first.</summary>
    public WatchedSymptom[] Symptoms { get; init; } = [];

    /// <summary>How full the pools are.</summary>
    public WatchedPool[] Pools { get; init; } = [];

    /// <summary>The last errors of the stretch, the latest first; at most a handful.</summary>
    public NginxUpstreamError[] LastErrors { get; init; } = [];

    /// <summary>The last recovery that did or said something; null when there was none.</summary>
    public RecordedRun? LastRun { get; init; }

    /// <summary>The suspension of recoveries that lasts; null when there is none.</summary>
    public RecoverySuspension? Suspension { get; init; }

    /// <summary>Time and rate.</summary>
    public override string ToString() => $"{Time:HH:mm:ss} {CountText.Of(Errors, "error")}";
}
