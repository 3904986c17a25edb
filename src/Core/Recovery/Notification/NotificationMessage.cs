using System.Text.Json.Serialization;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>What somebody is told. Its texts are safe to show and hold no secrets; the subject is made of names of causes and of the configuration alone.</summary>
public sealed record NotificationMessage
{
    [JsonConstructor]
    internal NotificationMessage()
    {
    }

    /// <summary>What is told of a recovery.</summary>
    public static NotificationMessage Of(RecoveryResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return NotificationText.Of(result, new MonitorSuspension().Read());
    }

    /// <summary>What is told of a diagnosis.</summary>
    public static NotificationMessage Of(GatewayDiagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return NotificationText.Of(diagnosis, new MonitorSuspension().Read());
    }

    /// <summary>A message that tries whether it arrives.</summary>
    public static NotificationMessage Test() => NotificationText.Test(Environment.MachineName, DateTimeOffset.Now, new MonitorSuspension().Read());

    /// <summary>Machine, result, cause and what was done, in a line.</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>It all in a line.</summary>
    public string Summary { get; init; } = string.Empty;

    /// <summary>What became of it: a value of RecoveryOutcome, or <c>Diagnosis</c>, <c>Test</c>, or why a recovery could not run.</summary>
    public string Outcome { get; init; } = string.Empty;

    /// <summary>The cause; null when none was found.</summary>
    public Cause? Cause { get; init; }

    /// <summary>The machine's name.</summary>
    public string ComputerName { get; init; } = string.Empty;

    /// <summary>When, local time.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>True when visitors are served well.</summary>
    public bool IsHealthy { get; init; }

    /// <summary>What was done: action, target and outcome each.</summary>
    public string[] Done { get; init; } = [];

    /// <summary>What is left for a person to do.</summary>
    public string[] LeftToDo { get; init; } = [];

    /// <summary>The directory that holds the evidence; null when none was saved.</summary>
    public string? EvidencePath { get; init; }

    /// <summary>Until when recoveries are suspended, and why; null when they are not.</summary>
    public string? Suspension { get; init; }

    /// <summary>The whole of it, as a mail has it: lines.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>The subject.</summary>
    public override string ToString() => Subject;
}
