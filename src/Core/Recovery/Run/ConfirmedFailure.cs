namespace Nginx502.Recovery;

/// <summary>A failure that lasted over several looks.</summary>
/// <param name="Answering">What answered at one of the looks at least: its failure is not confirmed.</param>
/// <param name="FirstEvidence">How things were when it was first seen.</param>
/// <param name="Halfway">What was seen before the plan was made.</param>
/// <param name="Prepared">What was planned at the end of the wait; null when nothing was.</param>
internal sealed record ConfirmedFailure(IReadOnlySet<string> Answering, IncidentFile[] FirstEvidence, IReadOnlyCollection<RecoveryProbe> Halfway, PlanWithEvidence? Prepared)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>The failure that a person saw, who does not wait whether it lasts.</summary>
    public static ConfirmedFailure SeenByPerson { get; } = new(new HashSet<string>(), [], [], null);

    /// <summary>What was planned; null when something else fails by now, or fails otherwise, when it is a while ago, or when nothing was seen to fail.</summary>
    /// <param name="now">What was seen now.</param>
    public PlanWithEvidence? PlanFor(IEnumerable<RecoveryProbe> now) =>
        Prepared is { Plan.IsHealthy: false } && Prepared.Age < Fresh && Failing(now).SetEquals(Failing(Halfway)) ? Prepared : null;

    private static HashSet<(string Target, string How)> Failing(IEnumerable<RecoveryProbe> look) => [.. look.Where(probe => !probe.Passed).Select(probe => (probe.Target, probe.Detail))];
}
