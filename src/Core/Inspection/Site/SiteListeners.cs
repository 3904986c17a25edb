using System.Net;
using System.Net.Sockets;
using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502.Inspection;

/// <summary>Finds where the nginx of this machine takes requests of a site.</summary>
internal static class SiteListeners
{
    private static readonly DirectiveName ServerNameName = DirectiveTable.Get("server_name");
    private static readonly DirectiveName ListenName = DirectiveTable.Get("listen");

    /// <summary>The addresses to connect to, that of the server that nginx would choose for the host first; loopback for a listener on all.</summary>
    /// <param name="nginx">The nginx of this machine.</param>
    /// <param name="host">The name of the site.</param>
    /// <param name="port">The port.</param>
    /// <param name="isProxied">True when nginx listens there by the PROXY protocol only, which a visitor does not speak.</param>
    public static IReadOnlyList<IPEndPoint> Of(IReadOnlyList<NginxReading> nginx, string host, int port, out bool isProxied)
    {
        // Workers whose master was killed hold its sockets, and go on answering.
        int[] masters = [.. nginx.Select(reading => reading.Instance.Master?.ProcessId).OfType<int>()];
        int[] holders = masters.Length > 0 ? masters : [.. NginxMasters.OfThisMachine.Orphans().Select(worker => worker.ProcessId)];
        SiteServer[] servers = [.. nginx.SelectMany(reading => ServersOf(reading.Configuration))];

        // Whose a socket is, root alone sees; where nginx runs, a port that its configuration names is its own.
        bool isTaken = holders.Length > 0 && !holders.SelectMany(ProcessTable.Descriptors).Any() && servers.Any(server => server.Listens.Any(listen => listen.AddressAt(port) is not null));
        IPAddress[] open =
        [
            .. FirewallListeners.Read(holders, [])
                .Where(listener => (listener.IsNginx || isTaken) && listener.Port == port)
                .Select(listener => IPAddress.TryParse(listener.Address.Trim('[', ']'), out IPAddress? address) ? address : null)
                .OfType<IPAddress>()
                .Distinct(),
        ];
        return Choose(servers, open, [.. OwnAddresses.Read().Select(IPAddress.Parse).Where(address => !address.IsIPv6LinkLocal)], host, port, out isProxied);
    }

    /// <summary>The servers of a configuration with the addresses on which each listens.</summary>
    public static IEnumerable<SiteServer> ServersOf(NginxConfiguration configuration) => new HttpModel(configuration).Servers().Select(server =>
    {
        SyntaxDirective[] listens = [.. server.Own(ListenName)];
        return new SiteServer(
            [.. server.Own(ServerNameName).SelectMany(directive => directive.Arguments())],
            listens.Length == 0
                ? [new SiteListen("0.0.0.0:80", false)]
                : [.. listens.SelectMany(Read)]);
    });

    /// <summary>The addresses to connect to, the best first.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="open">Where nginx listens on the port.</param>
    /// <param name="own">The addresses of this machine.</param>
    /// <param name="host">The name of the site.</param>
    /// <param name="port">The port.</param>
    /// <param name="isProxied">True when it listens there by the PROXY protocol only.</param>
    public static IReadOnlyList<IPEndPoint> Choose(IReadOnlyList<SiteServer> servers, IReadOnlyList<IPAddress> open, IReadOnlyList<IPAddress> own, string host, int port, out bool isProxied)
    {
        // A server on one address of its own is behind the listener on all, and is chosen by it (nginx: src/http/ngx_http.c, ngx_http_add_addrs).
        IPAddress[] named = [.. servers.SelectMany(server => server.Listens).Select(listen => listen.AddressAt(port)).OfType<IPAddress>()];
        IPAddress[] places = [.. open.Concat(named.Where(address => open.Contains(AllOf(address)))).Distinct()];
        IPAddress[] plain = [.. places.Where(address => !servers.Any(server => server.Listens.Any(listen => listen.IsProxied && listen.IsAt(address, port))))];
        isProxied = places.Length > 0 && plain.Length == 0;
        return
        [
            .. plain.Select(address => (Address: address, Rank: RankOf(servers, address, host, port)))
                .OrderBy(place => place.Rank)
                .ThenBy(place => place.Address.AddressFamily)
                .Select(place => Reachable(place.Address, places, own))
                .OfType<IPAddress>()
                .Distinct()
                .Select(address => new IPEndPoint(address, port)),
        ];
    }

    // The best fit of a name among the servers of an address; of none the default server answers.
    private static int RankOf(IReadOnlyList<SiteServer> servers, IPAddress address, string host, int port) => servers
        .Where(server => server.Listens.Any(listen => listen.IsAt(address, port)))
        .Select(server => server.RankOf(host))
        .DefaultIfEmpty(SiteServer.NoFit)
        .Min();

    private static IEnumerable<SiteListen> Read(SyntaxDirective directive)
    {
        string[] words = [.. directive.Arguments()];
        return ListenParameters.Read(directive).Addresses.Select(address => new SiteListen(address, words.Contains("proxy_protocol")));
    }

    // The listener on all is reached by loopback, unless another one has that for itself.
    private static IPAddress? Reachable(IPAddress address, IPAddress[] places, IReadOnlyList<IPAddress> own) => !address.Equals(AllOf(address)) ? address
        : own.Prepend(address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback)
            .FirstOrDefault(candidate => candidate.AddressFamily == address.AddressFamily && !places.Contains(candidate));

    private static IPAddress AllOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
}
