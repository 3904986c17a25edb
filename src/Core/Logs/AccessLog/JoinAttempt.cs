namespace Nginx502.Logs;

/// <summary>One attempt to reach an upstream, as an access entry tells it.</summary>
/// <param name="Peer">Who was asked; null where the format does not tell.</param>
/// <param name="Status">The attempt's status; null where the format does not tell and where the attempt had none.</param>
/// <param name="HasStatus">True when the format tells the status.</param>
internal readonly record struct JoinAttempt(string? Peer, int? Status, bool HasStatus)
{
    /// <summary>True when the attempt can have left an error: it ended without a status, or with one that nginx made.</summary>
    public bool CanHaveFailed => !HasStatus || Status is null or 502 or 504 or 500;

    /// <summary>The attempts of an entry in order; null when its format tells neither peers nor statuses.</summary>
    public static IReadOnlyList<JoinAttempt>? ListOf(NginxAccessEntry entry)
    {
        bool hasPeers = entry.Has("upstream_addr");
        bool hasStatuses = entry.Has("upstream_status");
        if (!hasPeers && !hasStatuses)
        {
            return null;
        }

        IReadOnlyList<string> peers = entry.UpstreamAddress;
        IReadOnlyList<int?> statuses = entry.UpstreamStatus;
        var attempts = new JoinAttempt[Math.Max(peers.Count, statuses.Count)];
        for (int index = 0; index < attempts.Length; index++)
        {
            attempts[index] = new JoinAttempt(
                index < peers.Count ? peers[index] : null, index < statuses.Count ? statuses[index] : null, hasStatuses);
        }

        return attempts;
    }
}
