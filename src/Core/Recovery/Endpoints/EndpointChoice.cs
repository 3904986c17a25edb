using System.Globalization;
using Nginx502.Diagnosis;

namespace Nginx502.Recovery;

/// <summary>Chooses where a pool is to listen, and refuses what must not be.</summary>
internal static class EndpointChoice
{
    private const int FirstPort = 9000;

    // Debian and Alpine; the Red Hat family.
    private static readonly string[] SocketDirectories = ["/run/php", "/run/php-fpm"];

    /// <summary>The address that the pool has where it fits the transport and is fit to be kept, else a usual one.</summary>
    public static FpmEndpoint For(EndpointSyncRequest request, AlignmentContext context)
    {
        bool isUnix = request.Transport == EndpointTransport.UnixSocket;
        return PoolMatching.KeepsAddress(request.Pool, isUnix) ? request.Pool.Endpoint!
            : isUnix ? Socket(request, context)
            : Port(request.Gateway);
    }

    /// <summary>Why a pool must not listen there, a sentence; null when it may.</summary>
    public static string? Refuse(EndpointSyncRequest request, FpmEndpoint endpoint, AlignmentContext context)
    {
        if (endpoint.IsUnixSocket != (request.Transport == EndpointTransport.UnixSocket))
        {
            return $"{endpoint} is not of the transport {request.Transport}. Give an address that is, or the other transport.";
        }

        if (!endpoint.IsUnixSocket && !PoolMatching.IsLoopback(endpoint.Host) && !(request.Gateway.IsContainer && request.Pool.ListenAllowedClients.Length > 0))
        {
            return $"{endpoint} can be reached from other machines: whoever reaches it runs code as {request.Pool.User ?? "the pool's user"}. Use a unix socket, or 127.0.0.1.";
        }

        return context.Matching.At(endpoint).FirstOrDefault(other => other.Pool != request.Pool.Pool || other.ConfigurationPath != request.Pool.ConfigurationPath) is { } taken
            ? $"Pool {taken.Pool} ({taken.ConfigurationPath}) listens on {endpoint} already. Choose another address with -Endpoint."
            : null;
    }

    private static FpmEndpoint Socket(EndpointSyncRequest request, AlignmentContext context)
    {
        // Where other pools of this machine have theirs.
        string directory = request.Gateway.Pools.Select(pool => Path.GetDirectoryName(pool.Endpoint?.SocketPath)).OfType<string>().FirstOrDefault(SocketDirectories.Contains)
            ?? SocketDirectories.FirstOrDefault(place => request.Fpm.Instance.Files.TryReadStatus(place, out _))
            ?? SocketDirectories[0];
        string version = request.Pool.PhpVersion is { } full ? string.Join('.', full.Split('.').Take(2)) : string.Empty;
        string name = new([.. request.Pool.Pool.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '-')]);
        FpmEndpoint[] candidates = [FpmEndpoint.Parse($"{directory}/php{version}-fpm.sock"), FpmEndpoint.Parse($"{directory}/php{version}-fpm-{name}.sock")];
        return request.Pool.Pool == "www" && context.Matching.At(candidates[0]).Count == 0 ? candidates[0] : candidates[1];
    }

    private static FpmEndpoint Port(GatewayConfiguration gateway)
    {
        HashSet<int> taken = [.. gateway.ListeningPorts, .. gateway.Pools.Select(pool => pool.Endpoint?.Port ?? 0)];
        int port = FirstPort;
        while (taken.Contains(port))
        {
            port++;
        }

        return FpmEndpoint.Parse(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"));
    }
}
