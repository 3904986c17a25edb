using Nginx502.Diagnosis;

namespace Nginx502.Recovery;

/// <summary>
/// nginx is led to where the pool listens: a person's decision. Whether it is the pool that was meant tell the files of the version of PHP that is gone, and these are not read.
/// </summary>
internal sealed class RedirectStepRule : IStepRule
{
    private static readonly Cause[] Causes = [Cause.PhpVersionPathMismatch, Cause.SocketPathMismatch, Cause.TransportMismatch, Cause.AddressFamilyMismatch];

    /// <inheritdoc/>
    public IEnumerable<RecoveryStep> Steps(Finding finding, PlanContext context)
    {
        if (!Causes.Contains(finding.Cause)
            || context.EndpointOf(finding)?.Alignment.FirstOrDefault(result => result.IsLikelyPoolMeant) is not { } alignment
            || context.Diagnosis.Snapshot.Configuration.Pools.FirstOrDefault(pool => pool.Pool == alignment.LikelyPool && pool.ConfigurationPath == alignment.LikelyConfigurationPath) is not { IsRunning: true, Endpoint: { } there } pool
            || context.Diagnosis.EndpointOf(there) is { IsFailing: true })
        {
            yield break;
        }

        yield return new RecoveryStep
        {
            Action = RecoveryAction.RedirectNginx,
            Target = $"{finding.Endpoint} -> {there}",
            Cause = finding.Cause,
            Reason = $"nginx hands over to {finding.Endpoint}, where nobody listens; pool {pool.Pool} listens on {there}.",
            Command = FindingText.ForPool(context.Diagnosis, "Sync-FpmEndpoint", pool, $"-Transport {(there.IsUnixSocket ? "UnixSocket" : "Tcp")} -Reload"),
            Disruption = Disruptions.NginxReload,
            CanUndo = true,
            RestsOn = [$"kernel: nobody listens on {finding.Endpoint}", $"kernel: process {pool.ProcessId} listens on {there}"],
            NotAloneReason = finding.Cause == Cause.PhpVersionPathMismatch
                ? "As which user the pool of the other version of PHP ran is not known: whether this one may take its place is a person's decision."
                : "Where nginx leads to is a person's decision.",
            Endpoint = there,
            Pool = pool.Pool,
            ConfigurationPath = pool.ConfigurationPath,
        };
    }
}
