using Nginx502.Diagnosis;

namespace Nginx502.Recovery;

/// <summary>
/// nginx is led to where the pool listens. Alone only to the one pool of the same name and user that runs, when the version of PHP that nginx names is not on the machine any more.
/// </summary>
internal sealed class RedirectStepRule : IStepRule
{
    private static readonly Cause[] Causes = [Cause.PhpVersionPathMismatch, Cause.SocketPathMismatch, Cause.TransportMismatch, Cause.AddressFamilyMismatch];

    /// <inheritdoc/>
    public IEnumerable<RecoveryStep> Steps(Finding finding, PlanContext context)
    {
        if (!Causes.Contains(finding.Cause)
            || context.EndpointOf(finding)?.Alignment.FirstOrDefault(result => result.LikelyPool is not null) is not { } alignment
            || context.Diagnosis.Snapshot.Configuration.Pools.FirstOrDefault(pool => pool.Pool == alignment.LikelyPool && pool.ConfigurationPath == alignment.LikelyConfigurationPath) is not { IsRunning: true, Endpoint: { } there } pool
            || context.Diagnosis.EndpointOf(there) is { IsFailing: true })
        {
            yield break;
        }

        string? notAlone = NotAlone(finding, pool, context);
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
            IsAllowedAlone = notAlone is null,
            NotAloneReason = notAlone,
            Endpoint = there,
            Pool = pool.Pool,
            ConfigurationPath = pool.ConfigurationPath,
        };
    }

    private static string? NotAlone(Finding finding, FpmPool pool, PlanContext context)
    {
        if (finding.Cause != Cause.PhpVersionPathMismatch)
        {
            return "Where nginx leads to is a person's decision.";
        }

        // The old version left its files behind as a package does that was removed and not purged; they tell whose pool it was.
        FpmPool[] old = [.. context.Diagnosis.Snapshot.Configuration.Pools.Where(other => !other.IsRunning && finding.Endpoint!.Equals(other.Endpoint))];
        bool isRunnable = context.Diagnosis.Services.Any(service => old.Any(other => other.MasterConfigurationPath == service.ConfigurationPath) && (service.IsRunning || service.ExecutablePath is not null));
        FpmPool[] alike = [.. context.Diagnosis.Snapshot.Configuration.Pools.Where(other => other.IsRunning && other.Pool == pool.Pool)];
        bool isRemoved = context.Diagnosis.Snapshot.Timeline?.Events.Any(change => change.Kind == TimelineEventKind.PackageRemoved && finding.Endpoint!.ToString().Contains(VersionIn(change.Subject), StringComparison.Ordinal)) == true;
        return alike.Length != 1 ? "More than one pool of that name runs: which is meant is a person's decision."
            : isRunnable || (old.Length == 0 && !isRemoved) ? "Whether the other version of PHP is gone for good is not known."
            : old.Any(other => other.User != pool.User) ? "The pool ran as another user before: whether it may run as this one is a person's decision."
            : old.Length == 0 ? "As which user the pool ran before is not known."
            : null;
    }

    // php8.1-fpm: the part that a path of its socket has, too.
    private static string VersionIn(string package)
    {
        string digits = new([.. package.SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.')]);
        return digits.Length == 0 ? "\0" : digits;
    }
}
