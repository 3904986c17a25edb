using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// What would bring good answers back, in order, from the least disruptive to the most. It belongs to a machine and a moment: <see cref="Machine"/>, <see cref="Time"/>.
/// </summary>
public sealed record RecoveryPlan
{
    [JsonConstructor]
    internal RecoveryPlan()
    {
    }

    /// <summary>The machine's name.</summary>
    public string ComputerName { get; init; } = string.Empty;

    /// <summary>Which machine and boot it is for.</summary>
    public MachineIdentity Machine { get; init; } = new(null, null);

    /// <summary>When the evidence was taken that it rests on, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>True when nothing hurts visitors: there is nothing to do.</summary>
    public bool IsHealthy { get; init; }

    /// <summary>The diagnosis that it follows.</summary>
    public GatewayDiagnosis? Diagnosis { get; init; }

    /// <summary>The steps.</summary>
    public RecoveryStep[] Steps { get; init; } = [];

    /// <summary>Why nothing is to be done now though something is wrong, sentences: somebody stopped it on purpose, a package manager is at work.</summary>
    public string[] Holds { get; init; } = [];

    /// <summary>What no recovery can do: causes that take a person, each with its remedies.</summary>
    public Finding[] LeftToPerson { get; init; } = [];

    /// <summary>The steps in a line.</summary>
    public override string ToString() => IsHealthy ? "nothing to do" : Steps.Length == 0 ? "no step" : string.Join(", ", Steps.Select(step => step.ToString()));
}
