using System.Net;

namespace Nginx502.Inspection;

/// <summary>Which sites the nginx of this machine has a server for. What has none is answered by the default server, and looks well whatever becomes of the site.</summary>
public static class SiteNames
{
    private const string ThisMachine = "localhost";

    /// <summary>The hosts that no server_name fits; none where no configuration of nginx was read. Addresses and localhost are meant as they are.</summary>
    /// <param name="nginx">The nginx of this machine.</param>
    /// <param name="sites">The sites.</param>
    public static IReadOnlyList<string> Unserved(IReadOnlyList<NginxReading> nginx, IEnumerable<Uri> sites)
    {
        ArgumentNullException.ThrowIfNull(nginx);
        ArgumentNullException.ThrowIfNull(sites);
        return Unserved([.. nginx.SelectMany(reading => SiteListeners.ServersOf(reading.Configuration))], sites);
    }

    internal static IReadOnlyList<string> Unserved(SiteServer[] servers, IEnumerable<Uri> sites) => servers.Length == 0
        ? []
        : [.. sites.Select(site => site.IdnHost.Trim('[', ']')).Distinct().Where(host => host != ThisMachine && !IPAddress.TryParse(host, out _) && !IsServed(servers, host))];

    /// <summary>True where the name of a server fits a host.</summary>
    internal static bool IsServed(IEnumerable<SiteServer> servers, string host) => servers.Any(server => server.RankOf(host) < SiteServer.NoFit);
}
