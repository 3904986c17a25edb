using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// What a recovery found, did and reached. Its texts are safe to show and hold no secrets. It belongs to a machine and a moment.
/// </summary>
public sealed record RecoveryResult
{
    /// <summary>What failed within this time before a run began is what the run is about.</summary>
    internal static readonly TimeSpan JustNow = TimeSpan.FromSeconds(30);

    [JsonConstructor]
    internal RecoveryResult()
    {
    }

    /// <summary>The number of the run on this machine, from 1; null when it was not journalled (-WhatIf).</summary>
    public int? Run { get; init; }

    /// <summary>The machine's name.</summary>
    public string ComputerName { get; init; } = string.Empty;

    /// <summary>Which machine and boot.</summary>
    public MachineIdentity Machine { get; init; } = new(null, null);

    /// <summary>When it began, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>How long it took, all in all.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What became of it.</summary>
    public RecoveryOutcome Outcome { get; init; }

    /// <summary>It all in a line.</summary>
    public string Summary { get; init; } = string.Empty;

    /// <summary>True when visitors were served well at its beginning.</summary>
    public bool WasHealthy { get; init; }

    /// <summary>True when visitors are served well at its end.</summary>
    public bool IsHealthy { get; init; }

    /// <summary>True when nobody was asked: it ran from a timer, cron or a script.</summary>
    public bool IsUnattended { get; init; }

    /// <summary>What is wrong, or was; null when nothing was looked for since all was well.</summary>
    public GatewayDiagnosis? Diagnosis { get; init; }

    /// <summary>The steps with what became of each.</summary>
    public RecoveryStepResult[] Steps { get; init; } = [];

    /// <summary>The probes at the beginning.</summary>
    public RecoveryProbe[] Before { get; init; } = [];

    /// <summary>The probes at the end.</summary>
    public RecoveryProbe[] After { get; init; } = [];

    /// <summary>From the first act, or the first confirmed failure, to the first good answer; what it waited for a package manager, or for the start of the system, is none of it. Null when it did not recover.</summary>
    public TimeSpan? TimeToRecover { get; init; }

    /// <summary>How often the same cause was mended in the hour before: what comes again is not cured.</summary>
    public int RecoveredBefore { get; init; }

    /// <summary>Why nothing, or nothing more, was done: sentences.</summary>
    public string[] Holds { get; init; } = [];

    /// <summary>What is left for a person to do, the first first.</summary>
    public Remedy[] LeftToDo { get; init; } = [];

    /// <summary>The directory that holds the evidence as it was before the first act; null when nothing had to be saved.</summary>
    public string? EvidencePath { get; init; }

    /// <summary>What an earlier run was at when it was killed, a sentence; null when none was.</summary>
    public string? Interrupted { get; init; }

    /// <summary>What held it up, and what could not be done beside, as a notification or the journal on a full disk: sentences.</summary>
    public string[] Warnings { get; init; } = [];

    /// <summary>True when another run was at it: that one tells people what comes of it.</summary>
    internal bool IsLeftToOther { get; init; }

    /// <summary>When a run before this one ended with all well; null when none did. What visitors got before that was another trouble.</summary>
    internal DateTimeOffset? LastGood { get; init; }

    /// <summary>What a person did with this module, and what was started, while an incident lasted that is over now: sentences.</summary>
    internal string[] Meanwhile { get; init; } = [];

    /// <summary>What still hurts at its end, of what was found: the first whose endpoint does not answer, or nginx itself; null when all do.</summary>
    internal Finding? Remaining => Diagnosis?.Findings.FirstOrDefault(finding => finding.IsPresent && After.Any(probe => !probe.Passed && (finding.Endpoint is { } endpoint ? probe.Target == endpoint.ToString() : probe.IsNginx && IsOfNginx(finding))));

    /// <summary>What the run was about: what still hurts, or what did when it began; an outage of this morning is none of it.</summary>
    internal Finding? Main => Remaining ?? Diagnosis?.Findings.FirstOrDefault(finding => finding.IsPresent || finding.Last > Time - JustNow);

    /// <summary>True when something that failed at its beginning answers at its end.</summary>
    internal bool IsAnyBack => Before.Any(probe => !probe.Passed && After.Any(now => now.Passed && now.Target == probe.Target)) || Before.Any(probe => probe is { Passed: false, IsNginx: true } && After.All(now => now.Target != probe.Target));

    /// <summary>True for what keeps nginx itself from serving anybody: it is of no endpoint.</summary>
    internal static bool IsOfNginx(Finding? finding) => finding is { Endpoint: null } && IsOfNginx(finding.Cause);

    /// <summary>True for a cause that can be one of nginx itself.</summary>
    internal static bool IsOfNginx(Cause? cause) => cause is Cause.NginxNotRunning or Cause.NginxStuck or Cause.StoppedOnPurpose or Cause.NginxConfigurationInvalid;

    /// <summary>0 healthy or recovered, 1 not recovered. What could not run at all ends with an error instead, for which scripts give 2.</summary>
    public int ExitCode => Outcome is RecoveryOutcome.Healthy or RecoveryOutcome.Recovered ? 0 : 1;

    /// <summary>The summary.</summary>
    public override string ToString() => Summary;
}
