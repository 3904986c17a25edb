using Nginx502.Diagnosis;

namespace Nginx502.Recovery;

/// <summary>nginx's worker is let in to a socket: always a person's decision.</summary>
internal sealed class SocketPermissionStepRule : IStepRule
{
    /// <inheritdoc/>
    public IEnumerable<RecoveryStep> Steps(Finding finding, PlanContext context)
    {
        if (finding.Cause == Cause.SocketPermissionDenied && context.EndpointOf(finding) is { Pool: { } pool } endpoint)
        {
            yield return new RecoveryStep
            {
                Action = RecoveryAction.RepairSocketPermission,
                Target = endpoint.Endpoint.ToString(),
                Cause = finding.Cause,
                Reason = "nginx's worker may not connect: the live socket and the lines of its pool are opened to it, and to nobody else.",
                Command = FindingText.ForPool(context.Diagnosis, "Repair-FpmSocketPermission", pool, string.Empty),
                CanUndo = true,
                RestsOn = [$"kernel: {endpoint.Socket!.FailedRung} fails as nginx's worker"],
                NotAloneReason = "Who may use a socket is a person's decision.",
                Endpoint = finding.Endpoint,
                Pool = pool.Pool,
                ConfigurationPath = pool.ConfigurationPath,
            };
        }
    }
}
