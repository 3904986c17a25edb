using System.Diagnostics;

namespace Nginx502.Recovery;

/// <summary>A plan, and how things were when it was made.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Evidence">How things were.</param>
internal sealed record PlanWithEvidence(RecoveryPlan Plan, IncidentFile[] Evidence)
{
    private long Begun { get; init; } = Stopwatch.GetTimestamp();

    /// <summary>How long ago its reading began.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(Begun);

    /// <summary>Plans, and reads what is kept.</summary>
    /// <param name="planning">Plans.</param>
    public static PlanWithEvidence Read(Func<RecoveryPlan> planning)
    {
        long begun = Stopwatch.GetTimestamp();
        RecoveryPlan plan = planning();
        return new(plan, plan.Diagnosis is { Source: { } snapshot } diagnosis ? IncidentReading.Read(diagnosis, snapshot) : []) { Begun = begun };
    }
}
