using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>The commands of iptables that open a port and shut it again.</summary>
internal static class IptablesCommand
{
    /// <summary>The program for the table of a rule.</summary>
    public static string ProgramFor(FirewallRulePlace place) =>
        $"{(place.Family == "ip6" ? "ip6tables" : "iptables")}-{(place.Backend == FirewallBackend.Nftables ? "nft" : "legacy")}";

    /// <summary>A rule right before the one that keeps it shut, or at the end of the chain whose policy does.</summary>
    public static JournalCommandLine Add(string program, FirewallRulePlace place, int port, FirewallSource? source, string mark)
    {
        string[] where = place.IsPolicy ? ["-A", place.Chain] : ["-I", place.Chain, place.Number.ToString(CultureInfo.InvariantCulture)];
        return new JournalCommandLine(program, ["-w", "-t", place.Table, .. where, .. Specification(port, source, mark)]);
    }

    /// <summary>Takes that rule away, wherever it stands by then.</summary>
    public static JournalCommandLine Delete(string program, FirewallRulePlace place, int port, FirewallSource? source, string mark) =>
        new(program, ["-w", "-t", place.Table, "-D", place.Chain, .. Specification(port, source, mark)]);

    private static string[] Specification(int port, FirewallSource? source, string mark)
    {
        bool isRange = source?.ToString().Contains('-', StringComparison.Ordinal) == true;
        string[] from = source is null ? [] : isRange ? ["-m", "iprange", "--src-range", source.ToString()] : ["-s", source.ToString()];
        return [.. from, "-p", "tcp", "-m", "tcp", "--dport", port.ToString(CultureInfo.InvariantCulture), "-m", "comment", "--comment", mark, "-j", "ACCEPT"];
    }
}
