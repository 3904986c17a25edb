using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>One step of a recovery: what it would do, why, on what that rests, and what it disturbs. Its texts are safe to show.</summary>
public sealed record RecoveryStep
{
    [JsonConstructor]
    internal RecoveryStep()
    {
    }

    /// <summary>Its place in the plan, from 1.</summary>
    public int Number { get; init; }

    /// <summary>What is done.</summary>
    public RecoveryAction Action { get; init; }

    /// <summary>To what: the service, the process, the directory, the socket or the file.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>The cause that it cures.</summary>
    public Cause Cause { get; init; }

    /// <summary>Why it helps, a sentence.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>The command that does the same by hand; null where there is none.</summary>
    public string? Command { get; init; }

    /// <summary>What it changes in files, as a unified diff with secrets masked; null when it changes none.</summary>
    public string? Diff { get; init; }

    /// <summary>What it disturbs; null when nothing is.</summary>
    public string? Disruption { get; init; }

    /// <summary>True when it can be undone.</summary>
    public bool CanUndo { get; init; }

    /// <summary>What was seen on the live system that it rests on: never a log alone.</summary>
    public string[] RestsOn { get; init; } = [];

    /// <summary>True when a recovery that nobody watches may do it.</summary>
    public bool IsAllowedAlone { get; init; }

    /// <summary>Why it takes a person, a sentence; null when it does not.</summary>
    public string? NotAloneReason { get; init; }

    /// <summary>Why it would be refused as things stand, a sentence; null when it would not, or that was not looked at.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why a recovery that nobody watches would wait with it, a sentence; null when it would not.</summary>
    public string? Pause { get; init; }

    /// <summary>The files that it rests on: those that the program will read.</summary>
    public PlannedFile[] Files { get; init; } = [];

    /// <summary>The service that it acts on; null for none.</summary>
    public string? Service { get; init; }

    /// <summary>The endpoint that is to answer again; null when it is of none.</summary>
    public FpmEndpoint? Endpoint { get; init; }

    /// <summary>The pool; null when it is of none.</summary>
    public string? Pool { get; init; }

    /// <summary>The pool's file; null when it is of none.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>The process that it acts on; null for none.</summary>
    public int? ProcessId { get; init; }

    /// <summary>When that process started, in the kernel's ticks since boot.</summary>
    public ulong? ProcessStartTicks { get; init; }

    /// <summary>The number of this module's own change that it takes back; null for none.</summary>
    public int? ChangeId { get; init; }

    /// <summary>The action and its target.</summary>
    public override string ToString() => $"{Action} {Target}";

    /// <summary>The same for a person to do.</summary>
    /// <param name="problem">Why it was not done, a sentence; null for nothing to add.</param>
    internal Remedy ByHand(string? problem = null) => new(problem is null ? Reason : $"{Reason} {problem}", Command, ChangeApplies.Live, Disruption);
}
