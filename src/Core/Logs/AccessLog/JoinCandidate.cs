namespace Nginx502.Logs;

/// <summary>What an access entry says that tells whether an error was met while its request was served.</summary>
/// <param name="Status">What the visitor got.</param>
/// <param name="End">The second in which the request ended.</param>
/// <param name="Start">When it began; null where the format does not tell how long it took.</param>
/// <param name="Client">Who asked; null where the format does not tell.</param>
/// <param name="ConnectionId">The connection; null where the format does not tell.</param>
/// <param name="ProcessId">The worker; null where the format does not tell.</param>
/// <param name="Attempts">The attempts to reach an upstream; null where the format does not tell.</param>
internal sealed record JoinCandidate(
    int Status, DateTime End, DateTime? Start, string? Client, long? ConnectionId, int? ProcessId, IReadOnlyList<JoinAttempt>? Attempts)
{
    /// <summary>Reads an entry; null when it has no status or no time.</summary>
    public static JoinCandidate? From(NginxAccessEntry entry)
    {
        if (entry.Status is not int status || entry.Time is not DateTime time)
        {
            return null;
        }

        var end = new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Local);
        return new JoinCandidate(
            status,
            end,
            entry.RequestTime is TimeSpan duration ? time - duration : null,
            entry.Client,
            entry.ConnectionId,
            int.TryParse(entry.GetVariable("pid"), out int processId) ? processId : null,
            JoinAttempt.ListOf(entry));
    }

    /// <summary>True when nothing that both say speaks against it that the error was met while this request was served.</summary>
    public bool Fits(JoinedError error) =>
        IsSame(Client, error.Error.Client)
        && (ConnectionId is null || error.Error.ConnectionId is null || ConnectionId == error.Error.ConnectionId)
        && (ProcessId is null || ProcessId == error.Error.ProcessId)
        && End >= error.Time && End <= error.Time + AccessLogJoin.Window
        && (Start is not DateTime start || start < error.Time.AddSeconds(1))
        && (Attempts is null || error.IsOfSubrequest || error.Peer is null || Attempts.Any(error.IsMetIn));

    /// <summary>
    /// True when more speaks for it than the same request line some time later: the visitor may have asked again, and the
    /// failed request's own entry may not be written yet.
    /// </summary>
    public bool IsEvidenceFor(JoinedError error) =>
        IsImmediateFor(error)
        || ConnectionId is not null
        || Start is not null
        || (Attempts is not null && !error.IsOfSubrequest && error.Peer is not null);

    /// <summary>True when the entry was written in the error's second or the next one.</summary>
    public bool IsImmediateFor(JoinedError error) => End <= error.Time.AddSeconds(1);

    private static bool IsSame(string? left, string? right) => left is null || right is null || left == right;
}
