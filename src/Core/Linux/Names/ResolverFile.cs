using System.Globalization;
using System.Net;

namespace Nginx502.Linux;

/// <summary>What the C library's resolver is told (man 5 resolv.conf).</summary>
/// <param name="Servers">The name servers, three at most.</param>
/// <param name="SearchDomains">The domains that are appended to short names.</param>
/// <param name="Dots">With how many dots a name is asked for as it is before a domain is appended.</param>
internal sealed record ResolverFile(IReadOnlyList<IPAddress> Servers, IReadOnlyList<string> SearchDomains, int Dots)
{
    /// <summary>Where it is written.</summary>
    public const string Path = "/etc/resolv.conf";

    // resolv.h: MAXNS, RES_MAXNDOTS.
    private const int MostServers = 3;
    private const int MostDots = 15;

    /// <summary>Reads the file; without a server it is this machine's own.</summary>
    /// <param name="text">The file; null when there is none.</param>
    public static ResolverFile Parse(string? text)
    {
        var servers = new List<IPAddress>();
        string[] domains = [];
        int dots = 1;
        foreach (string[] words in (text ?? string.Empty).Split('\n')
            .Where(line => line.Length > 0 && line[0] is not ('#' or ';'))
            .Select(line => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 1))
        {
            switch (words[0])
            {
                case "nameserver" when IPAddress.TryParse(words[1], out IPAddress? server) && servers.Count < MostServers:
                    servers.Add(server);
                    break;
                case "domain":
                    domains = [words[1]];
                    break;
                case "search":
                    domains = words[1..];
                    break;
                case "options":
                    dots = words.Where(word => word.StartsWith("ndots:", StringComparison.Ordinal)).Select(word => DotsOf(word, dots)).LastOrDefault(dots);
                    break;
                default:
                    break;
            }
        }

        return new ResolverFile(servers.Count > 0 ? servers : [IPAddress.Loopback], [.. domains.Select(domain => domain.Trim('.')).Where(domain => domain.Length > 0)], dots);
    }

    /// <summary>The full names that are asked for one after the other until one is known.</summary>
    public IReadOnlyList<string> Candidates(string name)
    {
        if (name.EndsWith('.'))
        {
            return [name];
        }

        IEnumerable<string> searched = SearchDomains.Select(domain => $"{name}.{domain}");
        return name.Count(letter => letter == '.') >= Dots ? [name, .. searched] : [.. searched, name];
    }

    private static int DotsOf(string option, int before) =>
        int.TryParse(option.AsSpan("ndots:".Length), NumberStyles.None, CultureInfo.InvariantCulture, out int dots) ? Math.Min(dots, MostDots) : before;
}
