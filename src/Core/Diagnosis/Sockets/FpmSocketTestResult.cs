namespace Nginx502;

/// <summary>Whether nginx's worker reaches a pool at an endpoint and gets an answer: rung by rung, with the cause and the remedy where it does not. Texts are safe to show.</summary>
public sealed record FpmSocketTestResult
{
    /// <summary>True when no rung failed and a worker answered.</summary>
    public required bool Passed { get; init; }

    /// <summary>The endpoint.</summary>
    public required FpmEndpoint Endpoint { get; init; }

    /// <summary>The first rung that failed; null when none did.</summary>
    public FpmSocketRungKind? FailedRung { get; init; }

    /// <summary>The kernel's error there; null when there is none of the kernel's.</summary>
    public Errno? Errno { get; init; }

    /// <summary>Why it failed, in one sentence; null when it did not.</summary>
    public string? Explanation { get; init; }

    /// <summary>What mends it, the best first.</summary>
    public Remedy[] Remedies { get; init; } = [];

    /// <summary>The best remedy; null when there is none.</summary>
    public Remedy? Remedy => Remedies.Length > 0 ? Remedies[0] : null;

    /// <summary>The rungs in order.</summary>
    public FpmSocketRung[] Rungs { get; init; } = [];

    /// <summary>How long a FastCGI round trip took; null when there was no answer.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Connections that waited to be accepted; null when it was not seen.</summary>
    public long? Queued { get; init; }

    /// <summary>How many may wait; null when it was not seen.</summary>
    public long? QueueLimit { get; init; }

    /// <summary>The pool that listens, or is configured there; null when none is known.</summary>
    public string? Pool { get; init; }

    /// <summary>The file of that pool; null when it is not known.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>The process that listens; null when none does, or it was not seen.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The user whose rights counted; null where there is no nginx and nobody was named.</summary>
    public string? AsUser { get; init; }

    /// <summary>What works now and will hurt, or is not as it seems; sentences.</summary>
    public string[] Warnings { get; init; } = [];

    /// <summary>What could not be looked at.</summary>
    public NotSeen[] NotSeen { get; init; } = [];

    /// <summary>When it was tested, local time.</summary>
    public required DateTime Time { get; init; }

    /// <summary>All that was seen.</summary>
    public required FpmSocketFacts Facts { get; init; }

    /// <summary>The endpoint, and what became of it.</summary>
    public override string ToString() => $"{Endpoint}: {(Passed ? "passed" : FailedRung is { } rung ? $"{rung} failed" : "not seen to the end")}";
}
