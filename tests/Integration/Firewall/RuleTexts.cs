using CsCheck;

namespace Nginx502.IntegrationTests.Firewall;

/// <summary>Random rule sets, as people could have written them.</summary>
internal static class RuleTexts
{
    // What is judged is the first packet of a connection: a rule set that stops the later ones has its own troubles.
    private const string LaterPackets = "\n  tcp flags & (fin|syn|rst|ack) != syn accept";

    private static readonly string[] Conditions =
    [
        "tcp dport 80", "tcp dport { 80, 443 }", "tcp dport != 9000", "tcp dport 8000-9000", "tcp dport != { 80, 8000-8100 }", "tcp dport < 443", "tcp dport >= 8080", "tcp sport 1024-65535",
        "ip saddr 10.9.0.2", "ip saddr 10.9.0.0/24", "ip saddr != 10.9.0.2", "ip saddr { 10.9.0.3, 192.168.0.0/16 }", "ip saddr @some", "ip saddr != @some", "ip saddr 10.9.0.2-10.9.0.9",
        "ip saddr & 255.255.255.0 == 10.9.0.0", "ip6 saddr fd09::2", "ip6 saddr != fd09::/126", "ip6 saddr @some6", "ip saddr . tcp dport @pairs", "ip saddr . tcp dport { 10.9.0.2 . 9000, 10.9.0.3 . 80 }",
        "ip daddr 10.9.0.1", "ip daddr != 10.9.0.1", "ip daddr 10.9.0.0/24", "iifname \"eth0\"", "iifname \"lo\"", "iifname != \"eth0\"", "iifname { \"et*\", \"wg0\" }", "iif lo", "meta nfproto ipv4", "meta nfproto ipv6",
        "meta l4proto tcp", "meta l4proto { udp, icmp }", "meta l4proto != udp", "ip protocol tcp", "ip6 nexthdr tcp", "udp dport 80", "ct state new", "ct state established,related", "ct state != new", "ct state { new, untracked }",
        "ct state invalid", "ct state untracked", "tcp flags syn", "tcp flags & (fin|syn|rst|ack) == syn", "tcp flags & (syn|ack) == ack", "tcp flags != syn", "tcp flags ack", "fib daddr type local", "fib daddr type { broadcast, multicast }",
        "fib saddr . iif oif missing", "meta pkttype host", "meta pkttype { broadcast, multicast }", "limit rate 1000/second burst 1000 packets", "limit rate over 100000/second burst 10000 packets", "ct direction original", "ct status dnat",
        "meta mark 0x0", "icmp type echo-request", "ct count over 10000",
    ];

    private static readonly string[] Verdicts =
    [
        "accept", "accept", "accept", "drop", "drop", "reject", "reject with tcp reset", "jump c1", "jump c2", "goto c1", "goto c2", "return", "counter", "log prefix \"x\" level debug", "continue",
        "tcp dport vmap { 80 : accept, 443 : drop, 8080-9000 : jump c2 }", "tcp dport vmap @decide", "ip saddr vmap { 10.9.0.2 : accept, 192.168.0.0/16 : drop }", "ct state vmap { established : accept, new : continue }", "meta mark set 1",
    ];

    private static readonly string[] Early = ["notrack", "drop", "accept", "counter"];

    private static readonly Gen<string> Condition = One(Conditions);

    private static readonly Gen<string> Rule = Gen.Select(Condition.Array[0, 2], One(Verdicts)).Select(IsMade);

    private static readonly Gen<string> EarlyRule = Gen.Select(Condition.Array[1, 2], One(Early)).Select(IsMade);

    /// <summary>Rule sets of nftables: one or two chains of input, chains that others go to, and one before the routing. No rule may reset what is no TCP.</summary>
    public static Gen<string> Nftables { get; } = Gen.Select(
        Rule.Array[1, 8], Rule.Array[0, 4], Rule.Array[0, 3], Rule.Array[0, 3], EarlyRule.Array[0, 2], Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool)).Select((input, second, c1, c2, raw, flags) =>
        "flush ruleset\ntable inet t {\n set some { type ipv4_addr; flags interval; elements = { 10.9.0.3, 192.168.7.0/24 }\n }\n set some6 { type ipv6_addr; elements = { fd09::3 }\n }\n"
        + " set pairs { type ipv4_addr . inet_service; flags interval; elements = { 10.9.0.0/30 . 80-443, 192.168.7.2 . 9000 }\n }\n map decide { type inet_service : verdict; elements = { 80 : accept, 9000 : drop }\n }\n"
        + Chain("c2", string.Empty, c2, ["jump", "goto"])
        + Chain("c1", string.Empty, c1, ["c1"])
        + Chain("raw", "type filter hook prerouting priority raw; policy accept;" + LaterPackets, raw, [])
        + Chain("input", $"type filter hook input priority 0; policy {(flags.Item1 ? "drop" : "accept")};{LaterPackets}", input, [])
        + "}\n"
        + (flags.Item2 ? "table inet u {\n map decide { type inet_service : verdict; elements = { 443 : drop }\n }\n set some { type ipv4_addr; elements = { 10.9.0.2 }\n }\n set some6 { type ipv6_addr; }\n set pairs { type ipv4_addr . inet_service; }\n"
            + Chain("c2", string.Empty, [], []) + Chain("c1", string.Empty, [], [])
            + Chain("input", $"type filter hook input priority 10; policy {(flags.Item3 ? "drop" : "accept")};{LaterPackets}", second, []) + "}\n" : string.Empty));

    private static readonly string[] Options =
    [
        "-p tcp -m tcp --dport 80", "-p tcp -m tcp ! --dport 9000", "-p tcp -m multiport --dports 80,443", "-p tcp -m multiport ! --dports 80,8000:8100", "-p tcp -m tcp --dport 8000:9000", "-p tcp -m tcp --sport 1024:65535",
        "-s 10.9.0.2/32", "! -s 10.9.0.2/32", "-s 10.9.0.0/24", "-d 10.9.0.1/32", "! -d 10.9.0.0/24", "-i eth0", "! -i eth0", "-i et+", "-i lo", "-p udp", "! -p udp", "-m conntrack --ctstate NEW", "-m conntrack --ctstate RELATED,ESTABLISHED",
        "-m conntrack ! --ctstate NEW,UNTRACKED", "-m state --state INVALID", "-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN", "-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN", "-m addrtype --dst-type LOCAL", "-m addrtype ! --dst-type LOCAL",
        "-m iprange --src-range 10.9.0.2-10.9.0.2", "-m iprange ! --src-range 10.9.0.3-10.9.0.9", "-m pkttype --pkt-type broadcast", "-m limit --limit 5000/sec --limit-burst 5000", "-m comment --comment \"a \\\"b\\\" -j DROP\"",
        "-m recent --rcheck --name nobody", "-p tcp -m connlimit --connlimit-above 10000", "-m mark --mark 0x0",
    ];

    private static readonly string[] Targets = ["-j ACCEPT", "-j ACCEPT", "-j DROP", "-j REJECT", "-j c1", "-j c2", "-g c1", "-j RETURN", "-j LOG --log-level debug", "", "-j MARK --set-xmark 0x1/0xffffffff"];

    private static readonly Gen<string> Line = Gen.Select(One(Options), One(Options), Gen.Bool, One(Targets))
        .Select((one, two, isTwo, target) => $"{one}{(isTwo && !Clash(one, two) ? " " + two : string.Empty)} {target}");

    /// <summary>Rule sets of iptables.</summary>
    public static Gen<string> Iptables { get; } = Gen.Select(Line.Array[1, 8], Line.Array[0, 3], Line.Array[0, 3], Gen.Bool).Select((input, c1, c2, drops) =>
        $"*filter\n:INPUT {(drops ? "DROP" : "ACCEPT")} [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:c1 - [0:0]\n:c2 - [0:0]\n"
        + "-A INPUT -p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT\n"
        + string.Concat(input.Select(line => $"-A INPUT {line}\n"))
        + string.Concat(c1.Where(line => !line.Contains(" c1", StringComparison.Ordinal)).Select(line => $"-A c1 {line}\n"))
        + string.Concat(c2.Where(line => !line.Contains(" c1", StringComparison.Ordinal) && !line.Contains(" c2", StringComparison.Ordinal)).Select(line => $"-A c2 {line}\n"))
        + "COMMIT\n");

    private static Gen<string> One(string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    // The same option twice is an error.
    private static bool Clash(string one, string two) => one.Split(' ').Intersect(two.Split(' ')).Any(word => word.StartsWith('-')) || (one.Contains("-p ", StringComparison.Ordinal) && two.Contains("-p ", StringComparison.Ordinal));

    // nft 1.0.6 shows a reset of one family as one of both, in its text and in its JSON: nobody who reads either can tell.
    private static string IsMade(string[] conditions, string verdict)
    {
        bool isReset = verdict.StartsWith("reject with tcp", StringComparison.Ordinal);
        IEnumerable<string> told = conditions.Distinct().Where(condition => !isReset || !condition.StartsWith("meta nfproto", StringComparison.Ordinal));
        return string.Join(' ', told.Append(isReset ? "meta l4proto tcp " + verdict : verdict));
    }

    private static string Chain(string name, string head, string[] rules, string[] without) =>
        $" chain {name} {{\n  {head}\n{string.Concat(rules.Where(rule => !without.Any(word => rule.Contains(word, StringComparison.Ordinal))).Select(rule => $"  {rule}\n"))} }}\n";
}
