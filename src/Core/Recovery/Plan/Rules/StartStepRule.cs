namespace Nginx502.Recovery;

/// <summary>A service that does not run is started, once what kept it from running is gone.</summary>
internal sealed class StartStepRule : IStepRule
{
    private static readonly Cause[] Causes =
    [
        Cause.FpmNotRunning, Cause.FpmCrashed, Cause.NginxNotRunning, Cause.FpmConfigurationInvalid, Cause.RuntimeDirectoryMissing,
    ];

    /// <inheritdoc/>
    public IEnumerable<RecoveryStep> Steps(Finding finding, PlanContext context) =>
        Causes.Contains(finding.Cause) && context.ServiceOf(finding) is { IsRunning: false } service && service.Orphans.Length == 0 && ServiceSteps.Start(finding, service, context) is { } start
            ? [start]
            : [];
}
