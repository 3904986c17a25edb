namespace Nginx502;

/// <summary>Says beforehand what a restart loses.</summary>
public static class ServiceDisruption
{
    /// <summary>What a restart of a running service disturbs: which pools, and how many requests run in them now.</summary>
    /// <param name="service">The service.</param>
    /// <param name="fpm">The configurations of php-fpm.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static string Of(GatewayService service, IReadOnlyList<FpmReading> fpm, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(fpm);
        if (service.Program == "nginx")
        {
            return Describe(service, []);
        }

        (FpmReading, FpmPool)[] own = [.. Recovery.ServiceRequests.OfService(service, fpm).SelectMany(reading => reading.Configuration.Pools.Select(pool => (reading, pool)))];
        return Describe(service, [.. FpmStatusCollector.Collect(own, [], new FpmStatusOptions(), cancellationToken).Select(status => (status.Pool, status.ActiveProcesses))]);
    }

    /// <summary>The same of pools that were looked at.</summary>
    internal static string Describe(GatewayService service, IReadOnlyList<(string Pool, int? Busy)> pools) => service.Program == "nginx"
        ? "All sites of this nginx are unreachable for a moment."
        : $"All pools of {service.Name}{(pools.Count == 0 ? string.Empty : $" ({string.Join(", ", pools.Select(Describe))})")} stop and start: requests that run in them end with a 502, and opcache is emptied.";

    private static string Describe((string Pool, int? Busy) pool) =>
        pool.Busy is > 0 ? $"{pool.Pool}, in which {(pool.Busy == 1 ? "1 request runs" : $"{pool.Busy} requests run")}" : pool.Pool;
}
