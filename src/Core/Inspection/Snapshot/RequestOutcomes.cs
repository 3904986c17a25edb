namespace Nginx502.Inspection;

/// <summary>Follows the addresses that failed through an access log: how often since, and how often they went well after the last time.</summary>
internal sealed class RequestOutcomes
{
    private const int MostAddresses = 1000;

    private readonly Dictionary<string, RequestOutcome> _addresses = new(StringComparer.Ordinal);

    /// <summary>Follows a request.</summary>
    /// <param name="path">Its address without the query; null when the log does not have it.</param>
    /// <param name="isFailed">True when it failed.</param>
    public void Add(string? path, bool isFailed)
    {
        if (path is null)
        {
            return;
        }

        bool isKnown = _addresses.TryGetValue(path, out RequestOutcome? earlier);

        // Addresses that never failed are of no interest, and there is no end of them.
        if (isFailed && (isKnown || _addresses.Count < MostAddresses))
        {
            _addresses[path] = earlier is null ? new RequestOutcome(1, 1, 0) : new RequestOutcome(earlier.Failed + 1, earlier.Tried + earlier.GoodSince + 1, 0);
        }
        else if (isKnown)
        {
            _addresses[path] = earlier! with { GoodSince = earlier.GoodSince + 1 };
        }
    }

    /// <summary>What became of some addresses together; null when none of them failed here.</summary>
    public RequestOutcome? Of(IEnumerable<string> paths) => RequestOutcome.Join([.. paths.Distinct().Where(_addresses.ContainsKey).Select(path => _addresses[path])]);

    /// <summary>What became of all that failed; null when none did.</summary>
    public RequestOutcome? OfAll() => RequestOutcome.Join([.. _addresses.Values]);
}
