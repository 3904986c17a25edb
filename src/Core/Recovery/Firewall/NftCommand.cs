using System.Globalization;

namespace Nginx502.Recovery;

/// <summary>The command of nft that opens a port.</summary>
internal static class NftCommand
{
    /// <summary>A rule right before the one that keeps it shut, or at the end of the chain whose policy does.</summary>
    public static JournalCommandLine Add(string program, FirewallRulePlace place, int port, FirewallSource? source, string mark)
    {
        string[] where = place.Handle is { } handle
            ? ["insert", "rule", place.Family, place.Table, place.Chain, "position", handle.ToString(CultureInfo.InvariantCulture)]
            : ["add", "rule", place.Family, place.Table, place.Chain];
        string[] from = source is null ? [] : [source.Family == 6 ? "ip6" : "ip", "saddr", source.ToString()];
        return new JournalCommandLine(program, [.. where, .. from, "tcp", "dport", port.ToString(CultureInfo.InvariantCulture), "counter", "accept", "comment", $"\"{mark}\""]);
    }
}
