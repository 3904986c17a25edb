namespace Nginx502.Inspection;

/// <summary>Follows the addresses that failed through an access log: how often since, and how often they went well after the last time.</summary>
/// <param name="sharers">How many sites may have an address, as the log does not tell them apart: of as many requests one is of the site that failed.</param>
internal sealed class RequestOutcomes(int sharers = 1)
{
    private const int MostAddresses = 1000;

    // So many failures tell how often they strike; and so seldom good answers in a row would be chance alone.
    private const int FailuresOfARate = 3;
    private const double Impossible = 1e-4;

    private readonly Dictionary<string, Followed> _addresses = new(StringComparer.Ordinal);

    /// <summary>Follows a request.</summary>
    /// <param name="path">Its address without the query; null when the log does not have it.</param>
    /// <param name="isFailed">True when it failed.</param>
    /// <param name="number">Its place in the log.</param>
    public void Add(string? path, bool isFailed, long number = 0)
    {
        if (path is null)
        {
            return;
        }

        bool isKnown = _addresses.TryGetValue(path, out Followed? followed);

        // Addresses that never failed are of no interest, and there is no end of them.
        if (isFailed && (isKnown || _addresses.Count < MostAddresses))
        {
            if (followed is null)
            {
                _addresses[path] = followed = new Followed(sharers);
            }

            followed.Fail(number);
        }
        else if (isKnown)
        {
            followed!.GoodSince++;
        }
    }

    /// <summary>
    /// The place in the log of the last failure of an address that was mended since: it went well so often in a row as by chance it would not. Null for one that was not.
    /// </summary>
    public long? MendedSince(string? path) => path is not null && _addresses.TryGetValue(path, out Followed? followed) && followed.IsMended ? followed.LastFailure : null;

    /// <summary>What became of some addresses together; null when none of them failed here.</summary>
    public RequestOutcome? Of(IEnumerable<string> paths) => Join([.. paths.Distinct().Where(_addresses.ContainsKey).Select(path => _addresses[path])]);

    /// <summary>What became of all that failed; null when none did.</summary>
    public RequestOutcome? OfAll() => Join([.. _addresses.Values]);

    private static RequestOutcome? Join(Followed[] followed) =>
        RequestOutcome.Join([.. followed.Select(one => one.Outcome)]) is { } joined ? joined with { IsLastUntried = followed.MaxBy(one => one.LastFailure)!.GoodSince == 0 } : null;

    // An address that failed: all of its failures, and those since it was mended the last time.
    private sealed class Followed(int sharers)
    {
        private long _failed;
        private long _tried;
        private long _failedOfSpell;
        private long _triedOfSpell;

        public long GoodSince { get; set; }

        public long LastFailure { get; private set; }

        public bool IsMended => _failedOfSpell >= FailuresOfARate && Math.Pow(1 - ((double)_failedOfSpell / ((_triedOfSpell * sharers) + 1)), GoodSince) < Impossible;

        public RequestOutcome Outcome => new(_failed, _tried, GoodSince) { IsShared = sharers > 1 };

        public void Fail(long number)
        {
            if (IsMended)
            {
                (_failedOfSpell, _triedOfSpell) = (0, -GoodSince);
            }

            _failed++;
            _tried += GoodSince + 1;
            _failedOfSpell++;
            _triedOfSpell += GoodSince + 1;
            (GoodSince, LastFailure) = (0, number);
        }
    }
}
