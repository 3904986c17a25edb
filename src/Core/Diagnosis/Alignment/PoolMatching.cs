using System.Net;
using System.Text.RegularExpressions;

namespace Nginx502.Diagnosis;

/// <summary>Tells which pool listens where nginx connects to, and which one was probably meant where none does.</summary>
/// <param name="context">What is known of the machine.</param>
internal sealed class PoolMatching(AlignmentContext context)
{
    private static readonly string[] LoopbackNames = ["localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"];

    private static readonly Regex Version = new("[0-9]+(\\.[0-9]+)?", RegexOptions.CultureInvariant);

    private readonly ILookup<string, FpmPool> _byPath = context.Gateway.Pools
        .Where(pool => pool.Endpoint is { IsUnixSocket: true })
        .ToLookup(pool => RealPathOf(context, pool.Endpoint!), StringComparer.Ordinal);

    private readonly ILookup<int, FpmPool> _byPort = context.Gateway.Pools
        .Where(pool => pool.Endpoint is { IsUnixSocket: false })
        .ToLookup(pool => pool.Endpoint!.Port);

    /// <summary>The pools that listen at an endpoint: more than one where two want the same address.</summary>
    public IReadOnlyList<FpmPool> At(FpmEndpoint endpoint) => endpoint.IsUnixSocket
        ? [.. _byPath[RealPathOf(context, endpoint)]]
        : [.. _byPort[endpoint.Port].Where(pool => Reaches(endpoint.Host, pool))];

    /// <summary>True when an endpoint is on this machine: only there a pool has to be.</summary>
    public bool IsLocal(FpmEndpoint endpoint) =>
        endpoint.IsUnixSocket || IsLoopback(endpoint.Host) || context.Gateway.LocalAddresses.Contains(endpoint.Host, StringComparer.OrdinalIgnoreCase);

    /// <summary>The pool that was probably meant by an endpoint on which none listens; null when there is no pool at all.</summary>
    public FpmPool? Likely(FpmEndpoint endpoint) => context.Gateway.Pools
        .Where(pool => pool.Endpoint is not null)
        .OrderByDescending(pool => IsSameButForVersion(endpoint, pool.Endpoint!))
        .ThenByDescending(pool => !endpoint.IsUnixSocket && pool.Endpoint is { IsUnixSocket: false } other && other.Port == endpoint.Port)
        .ThenByDescending(pool => endpoint.IsUnixSocket && Path.GetFileName(endpoint.SocketPath) == Path.GetFileName(pool.Endpoint!.SocketPath))
        .ThenByDescending(context.UnusedPools.Contains)
        .ThenByDescending(pool => pool.IsRunning)
        .ThenByDescending(pool => endpoint.SocketPath?.Contains(pool.Pool, StringComparison.OrdinalIgnoreCase) == true)
        .ThenByDescending(pool => pool.Endpoint!.IsUnixSocket == endpoint.IsUnixSocket)
        .FirstOrDefault();

    /// <summary>True when two unix paths differ in the version of PHP only: <c>php8.1-fpm.sock</c>, <c>php8.2-fpm.sock</c>.</summary>
    public static bool IsSameButForVersion(FpmEndpoint one, FpmEndpoint other) =>
        one is { IsUnixSocket: true } && other is { IsUnixSocket: true } && one.SocketPath != other.SocketPath
        && Version.Replace(one.SocketPath, "#") == Version.Replace(other.SocketPath, "#");

    /// <summary>True for loopback addresses and the names that stand for them.</summary>
    public static bool IsLoopback(string host) =>
        LoopbackNames.Contains(host, StringComparer.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>True for a name that stands for 127.0.0.1 and for ::1 at once.</summary>
    public static bool IsLoopbackName(string host) => LoopbackNames.Contains(host, StringComparer.OrdinalIgnoreCase);

    private bool Reaches(string host, FpmPool pool)
    {
        string listens = pool.Endpoint!.Host!;
        if (pool.ListensOnAllAddresses)
        {
            return IsLoopback(host) || context.Gateway.LocalAddresses.Contains(host, StringComparer.OrdinalIgnoreCase);
        }

        return string.Equals(host, listens, StringComparison.OrdinalIgnoreCase) || (IsLoopbackName(host) && IsLoopback(listens)) || (IsLoopbackName(listens) && IsLoopback(host));
    }

    // /var/run is a link to /run, and Debian's php-fpm.sock one to the newest version's.
    private static string RealPathOf(AlignmentContext context, FpmEndpoint endpoint) => context.FactsAt(endpoint)?.RealPath ?? endpoint.SocketPath!;
}
