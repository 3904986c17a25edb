using System.Globalization;

namespace Nginx502.Recovery;

/// <summary>Workers whose master was killed are ended, so that php-fpm can be started.</summary>
internal sealed class OrphanStepRule : IStepRule
{
    /// <inheritdoc/>
    public IEnumerable<RecoveryStep> Steps(Finding finding, PlanContext context)
    {
        // Where systemd ended the unit's processes there are none.
        if (finding.Cause is not (Cause.OrphanWorkers or Cause.FpmNotRunning or Cause.FpmCrashed or Cause.RuntimeDirectoryMissing)
            || context.ServiceOf(finding) is not { IsRunning: false, Orphans.Length: > 0 } service
            || service.IsMasked
            || ServiceSteps.Start(finding, service, context) is not { } start)
        {
            yield break;
        }

        // Workers that still serve visitors are left to them until a person says when.
        string? notAlone = service.Orphans.Any(orphan => orphan.State == 'D') ? "A worker waits for a device (state D) and cannot be ended."
            : finding is { Cause: Cause.OrphanWorkers, Severity: < Severity.Error } ? "They still serve visitors: a person says when they are to be replaced."
            : start.NotAloneReason;
        yield return start with
        {
            Action = RecoveryAction.ReplaceOrphans,
            Reason = "The master was killed; its workers hold the sockets, so that php-fpm cannot be started beside them.",
            Command = $"kill -QUIT {string.Join(' ', service.Orphans.Select(orphan => orphan.ProcessId.ToString(CultureInfo.InvariantCulture)))}; sleep 1; {start.Command}",
            Disruption = "Requests that these workers are at are finished first; until the service is started nobody answers.",
            RestsOn = [.. start.RestsOn, .. service.Orphans.Take(3).Select(orphan => $"kernel: worker {orphan.ProcessId} of pool {orphan.Pool} has no master, state {orphan.State}")],
            IsAllowedAlone = notAlone is null,
            NotAloneReason = notAlone,
        };
    }
}
