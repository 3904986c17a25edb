namespace Nginx502.Inspection;

/// <summary>Follows the addresses that failed through an access log: how often since, and how often they went well after the last time.</summary>
internal sealed class RequestOutcomes
{
    private const int MostAddresses = 1000;

    private readonly Dictionary<string, Address> _addresses = new(StringComparer.Ordinal);

    /// <summary>Follows a request.</summary>
    /// <param name="path">Its address without the query; null when the log does not have it.</param>
    /// <param name="isFailed">True when it failed.</param>
    public void Add(string? path, bool isFailed)
    {
        if (path is null)
        {
            return;
        }

        if (!_addresses.TryGetValue(path, out Address? address))
        {
            // Addresses that never failed are of no interest, and there is no end of them.
            if (!isFailed || _addresses.Count == MostAddresses)
            {
                return;
            }

            _addresses[path] = address = new Address();
        }

        if (isFailed)
        {
            address.Failed++;
            address.Tried += address.GoodSince + 1;
            address.GoodSince = 0;
        }
        else
        {
            address.GoodSince++;
        }
    }

    /// <summary>What became of some addresses together; null when none of them failed here.</summary>
    public RequestOutcome? Of(IEnumerable<string> paths) => Join(paths.Distinct().Where(_addresses.ContainsKey).Select(path => _addresses[path]));

    /// <summary>What became of all that failed; null when none did.</summary>
    public RequestOutcome? OfAll() => Join(_addresses.Values);

    private static RequestOutcome? Join(IEnumerable<Address> addresses) =>
        addresses.Select(address => new RequestOutcome(address.Failed, address.Tried, address.GoodSince)).Aggregate((RequestOutcome?)null, (joined, next) => joined is null ? next : RequestOutcome.Join(joined, next));

    private sealed class Address
    {
        public long Failed { get; set; }

        public long Tried { get; set; }

        public long GoodSince { get; set; }
    }
}
