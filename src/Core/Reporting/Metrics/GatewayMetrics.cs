namespace Nginx502;

/// <summary>What was written for Prometheus. Its texts are safe to show.</summary>
public sealed record GatewayMetrics
{
    /// <summary>The machine.</summary>
    public string ComputerName { get; init; } = string.Empty;

    /// <summary>When it was written, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>The file.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Errors of nginx by symptom and upstream.</summary>
    public MetricErrorCount[] UpstreamErrors { get; init; } = [];

    /// <summary>Requests by the class of their code.</summary>
    public MetricRequestCount[] Requests { get; init; } = [];

    /// <summary>Acts of recoveries by what they did and what became of them.</summary>
    public MetricActionCount[] RecoveryActions { get; init; } = [];

    /// <summary>The pools.</summary>
    public MetricPool[] Pools { get; init; } = [];

    /// <summary>What it is made of, and what could not be seen.</summary>
    public MetricCollector[] Collectors { get; init; } = [];

    /// <summary>True while somebody has suspended the recoveries.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>The file.</summary>
    public override string ToString() => Path;
}
