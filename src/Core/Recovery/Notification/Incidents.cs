namespace Nginx502.Recovery;

/// <summary>
/// Decides after each run whether there is something to tell: a pure function. An incident lasts from the first bad result to the next good one; in it each cause is told
/// once, and each target that fails, however they come and go.
/// </summary>
internal static class Incidents
{
    // Whoever was told that a later run does it is told once when none does.
    private const string LeftToPerson = nameof(RecoveryOutcome.PersonNeeded);

    /// <summary>The state after a run, and what is to be told; null for nothing.</summary>
    public static (NotificationState State, NotificationMessage? Message) After(NotificationState state, RecoveryResult result, RecoverySuspension? suspension)
    {
        switch (result.Outcome)
        {
            case RecoveryOutcome.Healthy or RecoveryOutcome.Recovered when state.IsOpen:
                return (Over(state), NotificationText.Of(result, suspension, state));
            case RecoveryOutcome.Recovered when result.Steps.Any(step => step.Outcome == RecoveryStepOutcome.Recovered || step.Outcome == RecoveryStepOutcome.Done):
                // It began and is over: one message tells both.
                return (state, NotificationText.Of(result, suspension));
            case RecoveryOutcome.Healthy or RecoveryOutcome.Recovered:
                // A run that was killed told nobody what it had begun.
                return (state, result.Interrupted is null ? null : NotificationText.Of(result, suspension));
        }

        string[] failing = [.. result.Before.Where(probe => !probe.Passed).Select(probe => NotificationText.Clean(probe.Target)).Distinct().Order(StringComparer.Ordinal)];
        Cause? cause = NotificationText.CauseOf(result);

        // A run that was held looked for no cause: it tells nothing that an earlier one did not.
        bool isLeft = result.Outcome is RecoveryOutcome.PersonNeeded or RecoveryOutcome.NotRecovered or RecoveryOutcome.Flapping;
        bool isNew = !state.IsOpen || (isLeft && !state.Told.Contains(LeftToPerson)) || (cause is { } found && !state.Told.Contains(found.ToString())) || !failing.All(state.Failing.Contains);
        return isNew || result.Interrupted is not null
            ? (Open(IsAnother(state, result) ? state with { Since = null } : state, [cause?.ToString() ?? string.Empty, .. isLeft ? [LeftToPerson] : Array.Empty<string>()], failing, NotificationText.BeganAt(result)) with { Cause = cause ?? state.Cause, Sites = [.. state.Sites.Union(NotificationText.SitesOf(result))], IsOfAllSites = state.IsOfAllSites || result.Diagnosis?.Findings.Any(finding => finding.IsPresent && NotificationText.IsOfAllSites(finding)) == true }, NotificationText.Of(result, suspension, state))
            : (state, null);
    }

    /// <summary>The state after a run that was none, and what is to be told; null for nothing. Whether visitors are served is not known then.</summary>
    public static (NotificationState State, NotificationMessage? Message) After(NotificationState state, ChangeFailure failure, RecoverySuspension? suspension) => state.Told.Contains(failure.Id)
        ? (state, null)
        : (Open(state, [failure.Id], [], DateTimeOffset.Now), NotificationText.Of(failure, Environment.MachineName, DateTimeOffset.Now, suspension));

    /// <summary>The state without an incident that was over before: a run that told nobody found all well after it had been told of last.</summary>
    /// <param name="state">The state.</param>
    /// <param name="lastGood">When a run last found all well; null when none did.</param>
    public static NotificationState Since(NotificationState state, DateTimeOffset? lastGood) => state.IsOpen && lastGood > state.Written ? Over(state) : state;

    /// <summary>True when what a run met is not what was told before: nothing of that is seen any more, and this began later. Whether all was well between is not known.</summary>
    /// <param name="state">What was told.</param>
    /// <param name="result">What the run met.</param>
    public static bool IsAnother(NotificationState state, RecoveryResult result) => !result.IsHealthy && state is { IsOpen: true, Cause: not null, Since: { } since }
        && result is { Main: { } main, Diagnosis: { } diagnosis } && !state.Told.Contains(main.Cause.ToString())
        && !diagnosis.Findings.Any(finding => finding.IsPresent && state.Told.Contains(finding.Cause.ToString()))
        && NotificationText.FirstSeen(result) > since;

    private static NotificationState Open(NotificationState state, string[] told, string[] failing, DateTimeOffset since) => state with
    {
        Told = [.. state.Told.Union(told)],
        Failing = [.. state.Failing.Union(failing)],
        Since = state.Since ?? since,
    };

    private static NotificationState Over(NotificationState state) => state with { Told = [], Failing = [], Cause = null, Sites = [], IsOfAllSites = false, Since = null };
}
