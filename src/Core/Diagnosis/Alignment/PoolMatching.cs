using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Nginx502.Diagnosis;

/// <summary>Tells which pool listens where nginx connects to, and which one was probably meant where none does.</summary>
/// <param name="context">What is known of the machine.</param>
internal sealed class PoolMatching(AlignmentContext context)
{
    private static readonly string[] LoopbackNames = ["localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"];

    // Where people put pools on TCP: 9000 is php-fpm's own example, further ones are counted up.
    private const int FirstUsualPort = 9000;
    private const int LastUsualPort = 9099;

    // php8.2-fpm.sock, php-fpm7.4.sock, php82.sock, php/8.2/fpm.sock.
    private static readonly Regex Version = new("(?<=(php|fpm)[-/]?)[0-9]+(\\.[0-9]+)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    private readonly ILookup<string, FpmPool> _byPath = context.Gateway.Pools
        .Where(pool => pool.Endpoint is { IsUnixSocket: true })
        .ToLookup(pool => RealPathOf(context, pool.Endpoint!), StringComparer.Ordinal);

    private readonly ILookup<int, FpmPool> _byPort = context.Gateway.Pools
        .Where(pool => pool.Endpoint is { IsUnixSocket: false })
        .ToLookup(pool => pool.Endpoint!.Port);

    /// <summary>The pools that listen at an endpoint: more than one where two want the same address.</summary>
    public IReadOnlyList<FpmPool> At(FpmEndpoint endpoint)
    {
        FpmPool[] pools = endpoint.IsUnixSocket
            ? [.. _byPath[RealPathOf(context, endpoint)]]
            : [.. _byPort[endpoint.Port].Where(pool => Reaches(endpoint.Host, pool))];

        // One that does not run holds no address.
        return pools.Any(pool => pool.IsRunning) ? [.. pools.Where(pool => pool.IsRunning)] : pools;
    }

    /// <summary>True when an endpoint is on this machine: only there a pool has to be.</summary>
    public bool IsLocal(FpmEndpoint endpoint) =>
        endpoint.IsUnixSocket || IsLoopback(endpoint.Host) || context.Gateway.LocalAddresses.Contains(endpoint.Host, StringComparer.OrdinalIgnoreCase);

    /// <summary>The pool that was probably meant by an endpoint on which none listens; null when there is no pool at all.</summary>
    public FpmPool? Likely(FpmEndpoint endpoint) => context.Gateway.Pools
        .Where(pool => pool.Endpoint is not null)
        .OrderByDescending(pool => LikenessOf(endpoint, pool))
        .ThenByDescending(pool => pool.IsRunning)
        .ThenByDescending(context.UnusedPools.Contains)
        .ThenByDescending(pool => endpoint.SocketPath?.Contains(pool.Pool, StringComparison.OrdinalIgnoreCase) == true)
        .ThenByDescending(pool => pool.Endpoint!.IsUnixSocket == endpoint.IsUnixSocket)
        .FirstOrDefault();

    /// <summary>
    /// The one pool that an endpoint was meant for, on which none listens and no other program does: it is like that pool's address and like no other's. Null
    /// where that would be a guess.
    /// </summary>
    public FpmPool? Meant(FpmEndpoint endpoint)
    {
        if (!IsLocal(endpoint) || At(endpoint).Count > 0 || IsOfAnotherProgram(endpoint, context.FactsAt(endpoint)))
        {
            return null;
        }

        FpmPool[] pools = [.. context.Gateway.Pools.Where(pool => LikenessOf(endpoint, pool) > Likeness.None)];
        Likeness most = pools.Select(pool => LikenessOf(endpoint, pool)).DefaultIfEmpty().Max();
        FpmPool[] likeliest = [.. pools.Where(pool => LikenessOf(endpoint, pool) == most && !context.IsIdle(pool))];
        return likeliest.Length == 1 && OtherSites(endpoint, likeliest[0]).Length == 0 ? likeliest[0] : null;
    }

    /// <summary>The other sites that a pool serves already, where an address is not named as that pool's: then it may have been that of a pool that is gone.</summary>
    /// <param name="endpoint">The address, on which no pool listens.</param>
    /// <param name="pool">The pool.</param>
    public string[] OtherSites(FpmEndpoint endpoint, FpmPool pool)
    {
        if (LikenessOf(endpoint, pool) > Likeness.Php)
        {
            return [];
        }

        NginxUpstream[] own = [.. context.Gateway.Upstreams.Where(upstream => upstream.Endpoints.Contains(endpoint))];
        string[] served = [.. context.Gateway.Upstreams.Where(upstream => upstream.Server.Length > 0 && upstream.Endpoints.Any(place => At(place).Contains(pool))).Select(upstream => upstream.Server).Distinct(StringComparer.Ordinal)];
        return Array.Exists(own, upstream => served.Contains(upstream.Server)) ? [] : served;
    }

    /// <summary>True where another program than php-fpm listens; where that was not seen, where the address is like none of php-fpm's.</summary>
    /// <param name="endpoint">The endpoint, on which no pool listens.</param>
    /// <param name="facts">What the machine has there.</param>
    public bool IsOfAnotherProgram(FpmEndpoint endpoint, EndpointFacts? facts) => facts?.IsListening switch
    {
        true => !context.Gateway.Fpm.Any(fpm => fpm.ProcessId is { } process && process == facts.ListenerProcessId),
        false => false,
        _ => !IsOfPhp(endpoint) && !context.Gateway.Pools.Any(pool => LikenessOf(endpoint, pool) > Likeness.None),
    };

    /// <summary>True when two unix paths differ in the version of PHP only: <c>php8.1-fpm.sock</c>, <c>php8.2-fpm.sock</c>.</summary>
    public static bool IsSameButForVersion(FpmEndpoint one, FpmEndpoint other) =>
        one is { IsUnixSocket: true } && other is { IsUnixSocket: true } && one.SocketPath != other.SocketPath
        && Version.Replace(one.SocketPath, "#") == Version.Replace(other.SocketPath, "#");

    /// <summary>True where a pool keeps the address that it has when both sides are made to agree: it is of the transport, and only this machine reaches it.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="isUnix">True for a unix socket, false for TCP.</param>
    public static bool KeepsAddress(FpmPool pool, bool isUnix) =>
        pool.Endpoint is { } current && current.IsUnixSocket == isUnix && (isUnix || (!pool.ListensOnAllAddresses && IsLoopback(current.Host!)));

    /// <summary>True for loopback addresses and the names that stand for them.</summary>
    public static bool IsLoopback(string host) =>
        LoopbackNames.Contains(host, StringComparer.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>True for a name that stands for 127.0.0.1 and for ::1 at once.</summary>
    public static bool IsLoopbackName(string host) => LoopbackNames.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>The family of an address; null for a name and for none.</summary>
    public static AddressFamily? FamilyOf(string? host) => IPAddress.TryParse(host, out IPAddress? address) ? address.AddressFamily : null;

    /// <summary>The family that a pool listens on alone; null for both, for a name, and for a unix socket.</summary>
    public static AddressFamily? OnlyFamilyOf(FpmPool pool) =>
        pool.ListenAddress is { Host: { } host } && !(pool.ListensOnAllAddresses && FamilyOf(host) == AddressFamily.InterNetworkV6) ? FamilyOf(host) : null;

    private static Likeness LikenessOf(FpmEndpoint endpoint, FpmPool pool) => (endpoint, pool.Endpoint) switch
    {
        (_, null) => Likeness.None,
        ({ IsUnixSocket: true }, { IsUnixSocket: true } other) => IsSameButForVersion(endpoint, other) ? Likeness.Version
            : NameOf(endpoint) == NameOf(other) ? Likeness.Name
            : Path.GetFileNameWithoutExtension(endpoint.SocketPath) == pool.Pool ? Likeness.Pool
            : Likeness.None,
        ({ IsUnixSocket: false }, { IsUnixSocket: false } other) when endpoint.Port == other.Port => Likeness.Name,
        _ => IsOfPhp(endpoint) ? Likeness.Php : Likeness.None,
    };

    // The name of a socket's file without a version: php-fpm.sock.
    private static string NameOf(FpmEndpoint endpoint) => Path.GetFileName(Version.Replace(endpoint.SocketPath!, string.Empty));

    private static bool IsOfPhp(FpmEndpoint endpoint) => endpoint.IsUnixSocket
        ? endpoint.SocketPath.Contains("php", StringComparison.OrdinalIgnoreCase) || endpoint.SocketPath.Contains("fpm", StringComparison.OrdinalIgnoreCase)
        : endpoint.Port is >= FirstUsualPort and <= LastUsualPort;

    private bool Reaches(string host, FpmPool pool)
    {
        string listens = pool.Endpoint!.Host!;
        if (pool.ListensOnAllAddresses)
        {
            return (IsLoopback(host) || context.Gateway.LocalAddresses.Contains(host, StringComparer.OrdinalIgnoreCase)) && HasFamily(pool, FamilyOf(host));
        }

        return string.Equals(host, listens, StringComparison.OrdinalIgnoreCase) || (IsLoopbackName(host) && IsLoopback(listens)) || (IsLoopbackName(listens) && IsLoopback(host));
    }

    // Both families have a pool on [::]. So has one on a port alone, unless the machine has no IPv6: then it is 0.0.0.0 (php-src: sapi/fpm/fpm/fpm_sockets.c,
    // fpm_socket_af_inet_listening_socket).
    private bool HasFamily(FpmPool pool, AddressFamily? family) => family != AddressFamily.InterNetworkV6
        || (OnlyFamilyOf(pool) != AddressFamily.InterNetwork
            && (pool.ListenAddress!.Host is not null || context.Gateway.LocalAddresses.Length == 0 || context.Gateway.LocalAddresses.Any(address => FamilyOf(address) == AddressFamily.InterNetworkV6)));

    // /var/run is a link to /run, and Debian's php-fpm.sock one to the newest version's.
    private static string RealPathOf(AlignmentContext context, FpmEndpoint endpoint) => context.FactsAt(endpoint)?.RealPath ?? endpoint.SocketPath!;

    /// <summary>How much an address is like a pool's, the least first.</summary>
    private enum Likeness
    {
        None,

        // It looks like one of php-fpm's, and differs in transport or port.
        Php,

        // The file is named as the pool.
        Pool,

        // The same file name but for the version, or the same port.
        Name,

        // The same path but for the version.
        Version,
    }
}
