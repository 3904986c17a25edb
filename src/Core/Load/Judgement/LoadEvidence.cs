namespace Nginx502.Load;

/// <summary>What is known of one step, before anything is made of it.</summary>
internal sealed record LoadEvidence
{
    /// <summary>The most requests under way at the same time.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Its rate, requests a second; null without one.</summary>
    public double? Rate { get; init; }

    /// <summary>Answers of whatever status.</summary>
    public long Answers { get; init; }

    /// <summary>Requests without an answer, and answers that are failures.</summary>
    public long Failed { get; init; }

    /// <summary>Requests that were due and not sent.</summary>
    public long Unsent { get; init; }

    /// <summary>Requests that were given up at the end.</summary>
    public long Unfinished { get; init; }

    /// <summary>How many were under way when the first that failed was sent; null when none failed.</summary>
    public int? FirstFailure { get; init; }

    /// <summary>What 95 of 100 took at most.</summary>
    public TimeSpan P95 { get; init; }

    /// <summary>What they may take; null for no bound.</summary>
    public TimeSpan? MaxLatency { get; init; }

    /// <summary>The answers by status.</summary>
    public IReadOnlyList<LoadStatusCount> StatusCounts { get; init; } = [];

    /// <summary>The requests without an answer by reason.</summary>
    public IReadOnlyList<LoadErrorCount> Errors { get; init; } = [];

    /// <summary>What nginx logged.</summary>
    public IReadOnlyList<LoadSymptom> Symptoms { get; init; } = [];

    /// <summary>How full the pools were.</summary>
    public IReadOnlyList<LoadPool> Pools { get; init; } = [];
}
