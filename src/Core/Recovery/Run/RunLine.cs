namespace Nginx502.Recovery;

/// <summary>One line of the journal of recoveries. What an event does not need is null, and is not written.</summary>
internal sealed record RunLine(int Run, RunEvent Event)
{
    /// <summary>The version of this form.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The cmdlet with which a person acts on a service by name: no recovery.</summary>
    public const string ByHand = "Restart-GatewayService";

    /// <summary>The version of the form of this line.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>When it was written.</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.Now;

    /// <summary>The process that writes.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The kernel's number of the boot.</summary>
    public string? Boot { get; init; }

    /// <summary>The cmdlet that asked.</summary>
    public string? Command { get; init; }

    /// <summary>True when nobody was asked.</summary>
    public bool? IsUnattended { get; init; }

    /// <summary>The cause that was found, or that a step cures.</summary>
    public Cause? Cause { get; init; }

    /// <summary>What failed: endpoints and sites.</summary>
    public string[]? Failing { get; init; }

    /// <summary>The number of the step.</summary>
    public int? Step { get; init; }

    /// <summary>What the step does.</summary>
    public RecoveryAction? Action { get; init; }

    /// <summary>To what.</summary>
    public string? Target { get; init; }

    /// <summary>What became of the step.</summary>
    public RecoveryStepOutcome? StepOutcome { get; init; }

    /// <summary>Why it failed or was not done.</summary>
    public string? Problem { get; init; }

    /// <summary>The number of the change that the step made.</summary>
    public int? Change { get; init; }

    /// <summary>The directory of the evidence.</summary>
    public string? Evidence { get; init; }

    /// <summary>What became of the run.</summary>
    public RecoveryOutcome? Outcome { get; init; }

    /// <summary>It all in a line.</summary>
    public string? Summary { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public double? Seconds { get; init; }
}
