using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>What is wrong with the nginx and the php-fpm of a machine, or was: a pure function of a snapshot.</summary>
public sealed record GatewayDiagnosis
{
    /// <summary>The machine's name.</summary>
    public required string ComputerName { get; init; }

    /// <summary>When the snapshot was taken, local time.</summary>
    public required DateTime Time { get; init; }

    /// <summary>True when nothing hurts visitors now, and enough was seen to say so.</summary>
    public required bool IsHealthy { get; init; }

    /// <summary>False when nothing that hurts was found, and too little was seen to call that healthy; the verdict says what was not.</summary>
    public bool IsDecided { get; init; } = true;

    /// <summary>The answer in a line: who is hurt, how much, since when.</summary>
    public required string Verdict { get; init; }

    /// <summary>The cause that comes first; null when nothing was found.</summary>
    public Cause? Cause => Findings.Length > 0 ? Findings[0].Cause : null;

    /// <summary>What visitors got, by access log, the worst first.</summary>
    public SiteImpact[] Impact { get; init; } = [];

    /// <summary>What was found: what hurts now first, then the worst, the surest and the most frequent.</summary>
    public Finding[] Findings { get; init; } = [];

    /// <summary>What is over, a line for each, the last first: the cause, or those among which the errors do not decide; whose; how many errors, and when the last one was. Safe to show.</summary>
    public string[] Past { get; init; } = [];

    /// <summary>What could not be looked at.</summary>
    public NotSeen[] NotSeen { get; init; } = [];

    /// <summary>Which machine and boot it was.</summary>
    public MachineIdentity Machine { get; init; } = new(null, null);

    [JsonIgnore]
    internal GatewaySnapshot? Source { get; init; }

    /// <summary>What it was made from; null for one that came from another process. No property: it would make each diagnosis as large as that on its way.</summary>
    public GatewaySnapshot? GetSnapshot() => Source;

    /// <summary>The verdict.</summary>
    public override string ToString() => Verdict;
}
