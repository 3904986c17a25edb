using Microsoft.Win32.SafeHandles;
using Nginx502.FastCgi;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>
/// How a pool is connected to from here. Its address is one of its php-fpm: in another root the path is opened there and connected to by its handle, since here
/// it would be another file; an address in another network, as of a container, means another program here and is not connected to.
/// </summary>
public sealed class FpmPoolAccess : IDisposable
{
    private static readonly Lazy<string?> OwnNetwork = new(() => ProcessTable.ReadOne(ProcessTable.DefaultRoot, Environment.ProcessId)?.NetworkNamespace);

    private readonly SafeFileHandle? _handle;

    private FpmPoolAccess(FastCgiTarget? target, NotSeen? obstacle, SafeFileHandle? handle = null) => (Target, Obstacle, _handle) = (target, obstacle, handle);

    /// <summary>Where to connect to, as long as this is not disposed; null when it cannot be.</summary>
    public FastCgiTarget? Target { get; }

    /// <summary>Why it cannot be; null when it can.</summary>
    public NotSeen? Obstacle { get; }

    /// <summary>The access to a pool.</summary>
    /// <param name="reading">Its php-fpm.</param>
    /// <param name="pool">The pool.</param>
    public static FpmPoolAccess Of(FpmReading reading, FpmPool pool)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(pool);
        return Of(pool.Endpoint, reading.Instance, $"the pool {pool.Pool}");
    }

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();

    /// <summary>The access to an address of a php-fpm.</summary>
    /// <param name="endpoint">The address; null when it is none.</param>
    /// <param name="instance">The php-fpm; null when none is known.</param>
    /// <param name="what">What is reached there, for messages.</param>
    internal static FpmPoolAccess Of(FpmEndpoint? endpoint, FpmInstance? instance, string what)
    {
        if (endpoint is null)
        {
            return new FpmPoolAccess(null, new NotSeen(what, "its listen is no address", "Test-FpmConfiguration shows what is wrong with it."));
        }

        if (!endpoint.IsUnixSocket)
        {
            return HasOwnNetwork(instance)
                ? new FpmPoolAccess(null, new NotSeen(what, $"{endpoint} is in another network namespace, as of a container", "Run this in that container, or with nsenter --net."))
                : new FpmPoolAccess(FastCgiTarget.Of(endpoint), null);
        }

        if (instance is null || instance.Files.IsHost)
        {
            return new FpmPoolAccess(FastCgiTarget.Of(endpoint), null);
        }

        FileOpening opened = instance.Files.Locate(endpoint.SocketPath);
        return opened.Handle is { } handle
            ? new FpmPoolAccess(FastCgiTarget.Through(handle, null, endpoint), null, handle)
            : new FpmPoolAccess(null, new NotSeen(what, $"{endpoint} was not found in the root of its php-fpm", "Look whether the socket is there."));
    }

    /// <summary>True when a php-fpm has ports of its own.</summary>
    internal static bool HasOwnNetwork(FpmInstance? instance) => instance?.Process?.NetworkNamespace is { } network && OwnNetwork.Value is { } own && network != own;
}
