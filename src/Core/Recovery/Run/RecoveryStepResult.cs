using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>A step with what became of it. Its texts are safe to show.</summary>
public sealed record RecoveryStepResult
{
    [JsonConstructor]
    internal RecoveryStepResult()
    {
    }

    /// <summary>The step.</summary>
    public RecoveryStep Step { get; init; } = new();

    /// <summary>What became of it.</summary>
    public RecoveryStepOutcome Outcome { get; init; }

    /// <summary>Why it was not done, or did not help; null when it did.</summary>
    public string? Problem { get; init; }

    /// <summary>How long it took, with its verification.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The number of the change that it made, for Restore-GatewayConfiguration; null when it changed no file.</summary>
    public int? ChangeId { get; init; }

    /// <summary>True when it helped, as far as is known: what made nothing better, and cannot be taken back, has a problem.</summary>
    internal bool IsMending => Outcome == RecoveryStepOutcome.Recovered || (Outcome == RecoveryStepOutcome.Done && Problem is null);

    /// <summary>The step and its outcome.</summary>
    public override string ToString() => $"{Step}: {Outcome}";
}
