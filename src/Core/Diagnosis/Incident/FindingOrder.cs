namespace Nginx502.Diagnosis;

/// <summary>Puts findings in order: what hurts now first; what follows from another is shown under it.</summary>
internal static class FindingOrder
{
    private static readonly Dictionary<Cause, Cause[]> FollowsFrom = new()
    {
        [Cause.NoLiveUpstreams] = [],
        [Cause.ReadTimeoutTooShort] = [Cause.PoolExhausted, Cause.SlowBackend, Cause.SessionLockPileUp, Cause.FpmStuck],
        [Cause.BacklogFull] = [Cause.PoolExhausted, Cause.SlowBackend, Cause.SessionLockPileUp, Cause.FpmStuck],
        [Cause.PoolExhausted] = [Cause.FpmStuck],
    };

    /// <summary>The findings in order, each with its share of all errors.</summary>
    /// <param name="findings">What the rules found.</param>
    /// <param name="total">How many attempts failed.</param>
    public static Finding[] Sort(IReadOnlyList<Finding> findings, long total)
    {
        Finding[] sorted =
        [
            .. findings.Select(finding => finding with { Share = total == 0 ? 0 : Math.Min(1, (double)finding.ErrorCount / total) })
                .OrderByDescending(finding => finding.IsPresent)
                .ThenByDescending(finding => finding.Severity)
                .ThenByDescending(finding => finding.Confidence)
                .ThenByDescending(finding => finding.ErrorCount),
        ];
        var roots = new List<Finding>();
        var under = new Dictionary<Finding, List<Finding>>(ReferenceEqualityComparer.Instance);
        foreach (Finding finding in sorted)
        {
            if (Root(finding, sorted) is { } root)
            {
                (under.TryGetValue(root, out List<Finding>? list) ? list : under[root] = []).Add(finding);
            }
            else
            {
                roots.Add(finding);
            }
        }

        return [.. roots.Select(root => under.TryGetValue(root, out List<Finding>? list) ? root with { Consequences = [.. list] } : root)];
    }

    private static Finding? Root(Finding finding, Finding[] all) => FollowsFrom.TryGetValue(finding.Cause, out Cause[]? causes)
        ? Array.Find(all, other => other != finding
            && !FollowsFrom.ContainsKey(other.Cause)
            && (causes.Length == 0 || causes.Contains(other.Cause))
            && (finding.Endpoint is null || finding.Endpoint.Equals(other.Endpoint)))
        : null;
}
