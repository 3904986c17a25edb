using Nginx502.Inspection;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>
/// Works out what lets nginx's workers connect to the socket of a pool: a group that they have, and mode 0660; never everybody. The live socket
/// and the lines of the pool, which php-fpm applies at a restart only. Nothing is written.
/// </summary>
public static class SocketRepair
{
    /// <summary>Owner and group, and nobody else.</summary>
    internal const uint Narrow = 0b110_110_000;

    /// <summary>Works it out.</summary>
    /// <param name="nginx">The configurations of nginx.</param>
    /// <param name="fpm">The php-fpm.</param>
    /// <param name="gateway">What was seen of both.</param>
    /// <param name="pool">The pool.</param>
    public static SocketRepairPlan Plan(IReadOnlyList<NginxReading> nginx, FpmReading fpm, GatewayConfiguration gateway, FpmPool pool)
    {
        ArgumentNullException.ThrowIfNull(nginx);
        ArgumentNullException.ThrowIfNull(fpm);
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(pool);
        if (pool.Endpoint is not { IsUnixSocket: true } endpoint)
        {
            return SocketRepairPlan.Impossible($"Pool {pool.Pool} listens on {pool.Endpoint?.ToString() ?? "an address that is not known"}: only unix sockets have an owner and a mode.");
        }

        NginxReading[] own = [.. nginx.Where(reading => reading.Configuration.Upstreams.Any(upstream => upstream.Endpoints.Contains(endpoint)))];
        NginxReading[] users = own.Length > 0 ? own : [.. nginx];
        WorkerIdentity[] workers = [.. users.Select(WorkerIdentity.Of).OfType<WorkerIdentity>()];
        if (workers.Length == 0 || (own.Length == 0 && users.Length > 1))
        {
            return SocketRepairPlan.Impossible(
                workers.Length == 0
                    ? "It is not known as whom nginx's workers run: no nginx was found, or its user does not exist."
                    : $"No nginx hands over to {endpoint}, and there are several: it is not known whose worker is to be let in. Sync-FpmEndpoint leads one to the pool.");
        }

        HashSet<string> mains = [.. users.Select(reading => SafeText.Escape(reading.Configuration.Path))];
        NginxFacts[] facts = [.. gateway.Nginx.Where(found => mains.Contains(found.ConfigurationPath) && found.UserName is not null)];
        return new SocketRepairWork(fpm, pool, endpoint.SocketPath, workers, facts).Plan();
    }
}
