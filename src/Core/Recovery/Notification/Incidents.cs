namespace Nginx502.Recovery;

/// <summary>
/// Decides after each run whether there is something to tell: a pure function. An incident lasts from the first bad result to the next good one; in it each cause with its
/// failing targets is told once.
/// </summary>
internal static class Incidents
{
    /// <summary>The state after a run, and what is to be told; null for nothing.</summary>
    public static (NotificationState State, NotificationMessage? Message) After(NotificationState state, RecoveryResult result, RecoverySuspension? suspension)
    {
        switch (result.Outcome)
        {
            case RecoveryOutcome.Healthy or RecoveryOutcome.Recovered when state.IsOpen:
                return (Over(state), NotificationText.Of(result, suspension, state.Cause));
            case RecoveryOutcome.Recovered when result.Steps.Any(step => step.Outcome == RecoveryStepOutcome.Recovered || step.Outcome == RecoveryStepOutcome.Done):
                // It began and is over: one message tells both.
                return (state, NotificationText.Of(result, suspension));
            case RecoveryOutcome.Healthy or RecoveryOutcome.Recovered:
                return (state, null);
        }

        string[] failing = [.. result.Before.Where(probe => !probe.Passed).Select(probe => NotificationText.Clean(probe.Target)).Distinct().Order(StringComparer.Ordinal)];
        Cause? cause = result.Diagnosis?.Cause;
        string key = $"{result.Machine.MachineId ?? result.ComputerName} {cause} {string.Join(' ', failing)}";

        // A run that was held looked for no cause: it tells nothing that an earlier one did not.
        bool isTold = state.Told.Contains(key) || (cause is null && state.IsOpen && failing.All(state.Failing.Contains));
        NotificationState next = isTold ? state : state with
        {
            Told = [.. state.Told, key],
            Failing = [.. state.Failing.Union(failing)],
            Cause = cause ?? state.Cause,
            Since = state.Since ?? DateTimeOffset.Now,
        };
        return (next, isTold ? null : NotificationText.Of(result, suspension, state.Cause));
    }

    private static NotificationState Over(NotificationState state) => state with { Told = [], Failing = [], Cause = null, Since = null };
}
