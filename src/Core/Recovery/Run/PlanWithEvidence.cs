using System.Diagnostics;

namespace Nginx502.Recovery;

/// <summary>A plan, and how things were when it was made.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Evidence">How things were.</param>
internal sealed record PlanWithEvidence(RecoveryPlan Plan, IncidentFile[] Evidence)
{
    private readonly long _made = Stopwatch.GetTimestamp();

    /// <summary>How long ago it was made.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_made);

    /// <summary>What is kept of a plan that was made just now.</summary>
    public static PlanWithEvidence Of(RecoveryPlan plan) =>
        new(plan, plan.Diagnosis is { Source: { } snapshot } diagnosis ? IncidentReading.Read(diagnosis, snapshot) : []);
}
