namespace Nginx502.Inspection;

/// <summary>
/// An address whose answers were cut, were no failure of the gateway by their status, or failed without one: whether it goes well since is counted by its requests after the last line
/// of the error log.
/// </summary>
/// <param name="cause">The lines.</param>
/// <param name="path">The address without its query.</param>
internal sealed class WatchedAddress(ErrorEvidence cause, string path)
{
    private long _tried;
    private long _after;
    private long _failedAfter;
    private bool _isShared;

    /// <summary>The lines.</summary>
    public ErrorEvidence Cause { get; } = cause;

    /// <summary>Those of a group of lines; none for lines without a time.</summary>
    public static IEnumerable<WatchedAddress> Of(ErrorEvidence cause, IReadOnlyList<string> addresses) =>
        cause.First is null || cause.Last is null ? [] : addresses.Select(path => new WatchedAddress(cause, path));

    /// <summary>What became of the addresses of a group of lines; null when they are not watched, or the log does not have them.</summary>
    public static RequestOutcome? OutcomeOf(IReadOnlyList<WatchedAddress> watched, ErrorEvidence cause)
    {
        WatchedAddress[] own = [.. watched.Where(address => ReferenceEquals(address.Cause, cause))];
        long tried = own.Sum(address => address._tried);
        long after = own.Sum(address => address._after);

        // A request is logged when it ends, and what made it fail before that.
        long failedAfter = own.Sum(address => address._failedAfter);
        long pending = Math.Max(0, cause.Count - tried - failedAfter);
        return tried + after + failedAfter == 0 ? null : new RequestOutcome(cause.Count, Math.Max(cause.Count, tried), Math.Max(0, after - pending)) { IsShared = own.Any(address => address._isShared) };
    }

    /// <summary>Follows a request.</summary>
    /// <param name="address">Its address without the query; null when the log does not have it.</param>
    /// <param name="time">When it ended.</param>
    /// <param name="isShared">True when it may be of another site.</param>
    /// <param name="isFailed">True when it failed: the error log was read a moment before the access log, and has not told of it yet.</param>
    public void Add(string? address, DateTime? time, bool isShared = false, bool isFailed = false)
    {
        if (address == path && time is { } moment)
        {
            _isShared |= isShared;
            _tried += moment >= Cause.First && moment <= Cause.Last ? 1 : 0;
            _after += moment > Cause.Last && !isFailed ? 1 : 0;
            _failedAfter += moment > Cause.Last && isFailed ? 1 : 0;
        }
    }
}
