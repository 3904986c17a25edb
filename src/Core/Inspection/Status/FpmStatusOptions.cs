namespace Nginx502;

/// <summary>How pools are asked for their status.</summary>
public sealed record FpmStatusOptions
{
    /// <summary>The time for all pages together: connecting, and waiting for a worker that is free.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long workers are looked at at least, to see what processor time they use.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>True to list the workers.</summary>
    public bool IsFull { get; init; }

    /// <summary>The path of the page at an endpoint of which no pool is known.</summary>
    public string StatusPath { get; init; } = "/status";
}
