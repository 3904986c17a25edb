namespace Nginx502.Diagnosis;

/// <summary>Puts findings in order: what hurts now first; what follows from another is shown under it.</summary>
internal static class FindingOrder
{
    private static readonly Cause[] Slow = [Cause.PoolExhausted, Cause.SlowBackend, Cause.SessionLockPileUp, Cause.FpmStuck, Cause.KeepaliveStarvesPool, Cause.OrphanWorkers, Cause.WorkerStartFails, Cause.ProcessLimitReached, Cause.CpuThrottled, Cause.FirewallBlocked, Cause.NetworkUnreachable];

    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(30);

    // From what a cause can follow, the nearest first.
    private static readonly Dictionary<Cause, Cause[]> FollowsFrom = new()
    {
        [Cause.ReadTimeoutTooShort] = Slow,
        [Cause.BacklogFull] = [.. Slow, Cause.TerminateTimeoutTooShort],
        [Cause.PoolExhausted] = [Cause.FpmStuck, Cause.CpuThrottled, Cause.ProcessLimitReached, Cause.WorkerStartFails],
        [Cause.EmergencyRestart] = [Cause.WorkerCrashed, Cause.WorkerKilledByOom, Cause.SandboxDenied],
        [Cause.WorkerKilledByOom] = [Cause.MaxChildrenTooHigh],
        [Cause.WrongServiceOnPort] = [Cause.ProtocolMismatch],
        [Cause.InvalidResponse] = [Cause.WrongServiceOnPort, Cause.ProtocolMismatch],
        [Cause.NginxNotRunning] = [Cause.NginxConfigurationInvalid, Cause.UpstreamHostNotFound],
        [Cause.ScriptNotFound] = [Cause.SandboxDenied, Cause.OpenBasedirDenied],
        [Cause.PhpFatalError] = [Cause.OpenBasedirDenied],
        [Cause.KeepaliveRace] = [Cause.ReloadKillsRequests],
    };

    /// <summary>The findings in order, each with its share of all errors.</summary>
    /// <param name="findings">What the rules found.</param>
    /// <param name="total">How many attempts failed.</param>
    public static Finding[] Sort(IReadOnlyList<Finding> findings, long total)
    {
        DateTime? last = findings.Where(finding => finding.IsPresent).Max(finding => finding.Last);
        Finding[] sorted =
        [
            .. findings.Select(finding => finding with { Share = total == 0 ? 0 : Math.Min(1, (double)finding.ErrorCount / total) })
                .OrderByDescending(finding => finding.IsPresent)
                .ThenByDescending(finding => finding.Severity)

                // Where nginx does not run, or stands still, nothing else hurts anybody.
                .ThenByDescending(finding => finding.Cause is Cause.NginxNotRunning or Cause.NginxStuck or Cause.NginxConfigurationInvalid || finding is { Cause: Cause.StoppedOnPurpose or Cause.UpstreamHostNotFound, Endpoint: null })

                // That a log hides something is no reason for anything.
                .ThenBy(finding => finding.Cause is Cause.EvidenceHidden or Cause.LogsElsewhere or Cause.Unknown)
                .ThenByDescending(finding => finding.Confidence)

                // Where visitors get errors now, before where some did; of what is over the last first.
                .ThenByDescending(finding => finding.IsPresent ? finding.Last >= last - JustNow : finding.Last is not null)
                .ThenByDescending(finding => finding.IsPresent ? null : finding.Last)
                .ThenByDescending(finding => finding.ErrorCount),
        ];
        var roots = new Dictionary<Finding, Finding>(ReferenceEqualityComparer.Instance);
        foreach (Finding finding in sorted)
        {
            if (Root(finding, sorted) is { } root)
            {
                roots[finding] = root;
            }
        }

        ILookup<Finding, Finding> under = roots.ToLookup(pair => Top(pair.Key, roots), pair => pair.Key, (IEqualityComparer<Finding>)ReferenceEqualityComparer.Instance);
        return [.. sorted.Where(finding => !roots.ContainsKey(finding)).Select(root => under[root].Any() ? With(root, under[root]) : root)];
    }

    // What hurts by its consequence hurts as much.
    private static Finding With(Finding root, IEnumerable<Finding> consequences)
    {
        Finding[] all = [.. consequences];
        Finding worst = all.OrderByDescending(finding => finding.IsPresent).ThenByDescending(finding => finding.Severity).First();
        return worst.IsPresent && worst.Severity > root.Severity
            ? root with { Severity = worst.Severity, Status = root.Status ?? worst.Status, Consequences = [.. root.Consequences, .. all] }
            : root with { Consequences = [.. root.Consequences, .. all] };
    }

    private static Finding Top(Finding finding, Dictionary<Finding, Finding> roots)
    {
        Finding top = finding;
        for (int step = 0; step < roots.Count && roots.TryGetValue(top, out Finding? next); step++)
        {
            top = next;
        }

        return top;
    }

    private static Finding? Root(Finding finding, Finding[] all) => FollowsFrom.TryGetValue(finding.Cause, out Cause[]? causes)
        ? causes.Select(cause => Array.Find(all, other => other.Cause == cause && other != finding && (other.IsPresent || !finding.IsPresent) && IsOfSame(finding, other) && !IsOfBefore(finding, other))).FirstOrDefault(other => other is not null)
        : finding is { Cause: Cause.SocketPathMismatch, Pool: null }

            // A php-fpm that refuses its files has no pool where one of them was meant to be.
            ? Array.Find(all, other => other is { Cause: Cause.ListenConflict, IsPresent: true, Severity: >= Severity.Error })
        : finding is { Cause: Cause.NoLiveUpstreams }
            ? Array.Find(all, other => other.Cause != Cause.NoLiveUpstreams && other.IsPresent && other.Severity >= Severity.Warning && other.Endpoint is not null && (finding.Servers.Length == 0 || other.Servers.Intersect(finding.Servers).Any()) && !IsOfBefore(finding, other))
            : null;

    // What was over before another trouble began did not follow from that.
    private static bool IsOfBefore(Finding finding, Finding other) => !finding.IsPresent && other.IsPresent && !(finding.Last >= other.First);

    // What is over at another site is told by itself, whatever fails elsewhere now.
    private static bool IsOfSame(Finding finding, Finding other) => finding.Endpoint is not null && other.Endpoint is not null ? finding.Endpoint.Equals(other.Endpoint)
        : finding.IsPresent || !other.IsPresent || finding.Servers.Length == 0 || other.Servers.Length == 0 || finding.Servers.Intersect(other.Servers).Any();
}
