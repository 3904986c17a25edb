using Nginx502.Diagnosis;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>Makes a plan of a diagnosis: a pure function. Steps come from the least disruptive to the most.</summary>
public static class RecoveryPlanner
{
    private static readonly IStepRule[] Rules =
    [
        new StoppedProcessStepRule(),
        new RuntimeDirectoryStepRule(),
        new OwnChangeStepRule(),
        new SocketPermissionStepRule(),
        new ReloadStepRule(),
        new RedirectStepRule(),
        new StartStepRule(),
        new OrphanStepRule(),
        new DeletedSocketStepRule(),
    ];

    /// <summary>Makes the plan.</summary>
    /// <param name="snapshot">What was seen.</param>
    /// <param name="changes">The changes that this module made on the machine.</param>
    public static RecoveryPlan Plan(GatewaySnapshot snapshot, IReadOnlyList<GatewayChange> changes)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(changes);
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(snapshot);
        var context = new PlanContext(new DiagnosisContext(snapshot), changes);
        Finding[] present = [.. diagnosis.Findings.Where(finding => finding is { IsPresent: true, Severity: >= Severity.Error } or { IsPresent: true, Cause: Cause.OrphanWorkers })];
        var steps = new List<RecoveryStep>();
        var left = new List<Finding>();
        foreach (Finding finding in present)
        {
            RecoveryStep[] own = [.. Rules.SelectMany(rule => rule.Steps(finding, context))];
            steps.AddRange(own);
            if (own.Length == 0)
            {
                left.Add(finding);
            }
        }

        return new RecoveryPlan
        {
            ComputerName = snapshot.ComputerName,
            Machine = snapshot.Machine,
            Time = snapshot.Time,
            IsHealthy = diagnosis.IsHealthy,
            Diagnosis = diagnosis,
            Steps = [.. InOrder(steps).Select((step, index) => step with { Number = index + 1 })],
            Holds = [.. StoppedServices(present).Select(finding => finding.Explanation)],
            LeftToPerson = [.. left],
        };
    }

    // Pools of one service were stopped together: what starts it again tells that it is one.
    private static IEnumerable<Finding> StoppedServices(Finding[] present) =>
        present.Where(finding => finding.Cause == Cause.StoppedOnPurpose).DistinctBy(finding => string.Join('\n', finding.Remedies.Select(remedy => remedy.Command)));

    // A restart does what a start or a reload of the same service would.
    private static IEnumerable<RecoveryStep> InOrder(List<RecoveryStep> steps)
    {
        RecoveryStep[] each = [.. steps.DistinctBy(step => (step.Action, step.Target))];
        HashSet<string> restarted = [.. each.Where(step => step.Action is RecoveryAction.RestartService or RecoveryAction.ReplaceOrphans).Select(step => step.Target)];
        return each
            .Where(step => step.Action is not (RecoveryAction.StartService or RecoveryAction.ReloadFpm) || !restarted.Contains(step.Target))
            .OrderBy(step => step.Action);
    }
}
