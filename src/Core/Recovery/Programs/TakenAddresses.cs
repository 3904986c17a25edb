using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// Finds where a php-fpm that reloads could not listen: another program does already, or it does itself by another name. <c>php-fpm -t</c> does not
/// look, and the reload ends php-fpm with all its pools (php-src: sapi/fpm/fpm/fpm_sockets.c; seen with PHP-FPM 8.2.36).
/// </summary>
internal static class TakenAddresses
{
    /// <summary>Why it could not, a sentence; null when it can, or it was not seen.</summary>
    /// <param name="pools">The pools that it is to have.</param>
    /// <param name="processId">The master.</param>
    public static string? Explain(IReadOnlyList<FpmPool> pools, int processId)
    {
        HashSet<string> descriptors = [.. ProcessTable.Descriptors(processId)];
        if (descriptors.Count == 0)
        {
            return null;
        }

        ILookup<bool, ListeningSocket> isOwn = ListeningSockets.Read(out _)
            .ToLookup(socket => descriptors.Contains(string.Create(CultureInfo.InvariantCulture, $"socket:[{socket.Inode}]")));
        foreach (FpmPool pool in pools)
        {
            if (pool.Endpoint is not { } endpoint)
            {
                continue;
            }

            FileIdentity? file = endpoint.IsUnixSocket && FileTree.Host.TryReadStatus(endpoint.SocketPath, out FileStatus status) ? status.Identity : null;
            if (isOwn[false].Any(socket => IsInTheWay(pool, endpoint, file, socket)))
            {
                return $"Another program listens on {endpoint} (pool {pool.Pool}): php-fpm would end instead of reloading. Stop that program, or choose another address.";
            }

            if (isOwn[true].Any(socket => IsInTheWay(pool, endpoint, file, socket) && !IsTakenAlong(pool, endpoint, socket)))
            {
                return $"php-fpm itself listens on {endpoint} (pool {pool.Pool}) by another name, which it lets go of too late: it would end instead of reloading. Make the change without a reload, and restart php-fpm.";
            }
        }

        return null;
    }

    // A socket whose file is gone is in nobody's way; one on every address is in everybody's.
    private static bool IsInTheWay(FpmPool pool, FpmEndpoint endpoint, FileIdentity? file, ListeningSocket socket) => endpoint.IsUnixSocket
        ? file is { } identity && socket.IsFile(identity)
        : socket.Endpoint is { IsUnixSocket: false } found && found.Port == endpoint.Port && (pool.ListensOnAllAddresses || found.Equals(endpoint) || IsEveryAddress(found));

    private static bool IsTakenAlong(FpmPool pool, FpmEndpoint endpoint, ListeningSocket socket) => endpoint.IsUnixSocket
        ? endpoint.Equals(socket.Endpoint)
        : pool.ListensOnAllAddresses == IsEveryAddress(socket.Endpoint!);

    private static bool IsEveryAddress(FpmEndpoint endpoint) => endpoint.Host is "0.0.0.0" or "::";
}
