using Nginx502.Diagnosis;

namespace Nginx502.Recovery;

/// <summary>A service that does not run is started, once what kept it from running is gone.</summary>
internal sealed class StartStepRule : IStepRule
{
    private static readonly Cause[] Causes =
    [
        Cause.FpmNotRunning, Cause.FpmCrashed, Cause.NginxNotRunning, Cause.FpmConfigurationInvalid, Cause.RuntimeDirectoryMissing,
    ];

    // Where another program has its address, nginx ends at once whenever it is started.
    /// <inheritdoc/>
    public IEnumerable<RecoveryStep> Steps(Finding finding, PlanContext context) =>
        Causes.Contains(finding.Cause) && !(finding.Cause == Cause.NginxNotRunning && NginxNotRunningRule.TakenAddress(context.Diagnosis) is not null) && context.ServiceOf(finding) is { IsRunning: false } service && service.Orphans.Length == 0 && ServiceSteps.Start(finding, service, context) is { } start
            ? [start]
            : [];
}
