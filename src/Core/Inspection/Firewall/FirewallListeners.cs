using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Reads the TCP ports that are listened on, and which of them are nginx's.</summary>
internal static class FirewallListeners
{
    private const string SocketPrefix = "socket:[";

    /// <summary>Reads them.</summary>
    /// <param name="nginxMasters">The numbers of the masters of nginx; they hold all its sockets.</param>
    /// <param name="gaps">Takes what could not be seen.</param>
    public static FirewallListener[] Read(IReadOnlyCollection<int> nginxMasters, List<NotSeen> gaps)
    {
        IReadOnlyList<ListeningSocket> sockets = ListeningSockets.Read(out IReadOnlyList<NotSeen> notSeen);
        gaps.AddRange(notSeen.Where(gap => gap.What.Contains("TCP", StringComparison.Ordinal)));
        HashSet<uint> ofNginx = [.. nginxMasters.SelectMany(ProcessTable.Descriptors).Select(NumberOf).OfType<uint>()];
        return
        [
            .. sockets.Where(socket => socket.Endpoint is { IsUnixSocket: false })
                .Select(socket => new FirewallListener(socket.Endpoint!.Host!, socket.Endpoint.Port, ofNginx.Contains(socket.Inode)))
                .Distinct(),
        ];
    }

    private static uint? NumberOf(string descriptor) =>
        descriptor.StartsWith(SocketPrefix, StringComparison.Ordinal) && uint.TryParse(descriptor.AsSpan(SocketPrefix.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            ? number
            : null;
}
