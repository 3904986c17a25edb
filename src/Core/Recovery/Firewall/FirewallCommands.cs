using System.Globalization;

namespace Nginx502.Recovery;

/// <summary>The commands that open a port, by the tool that manages the firewall.</summary>
/// <param name="Rule">The commands and their undoing; null with a problem.</param>
/// <param name="Persistence">Whether the rule is there after a reboot: sentences.</param>
/// <param name="Path">Where the rule is kept, or what adds it.</param>
/// <param name="Problem">Why there are none, a sentence; null when there are.</param>
internal sealed record FirewallCommands(JournalRuleLine? Rule, string Persistence, string Path, string? Problem)
{
    private const string UfwRules = "/etc/ufw/user.rules";

    /// <summary>The commands.</summary>
    /// <param name="facts">The firewall.</param>
    /// <param name="port">The port.</param>
    /// <param name="source">Where from; null for anywhere.</param>
    /// <param name="deciding">The rules and policies that keep it shut.</param>
    /// <param name="isFirst">True to come before rules that deny it by name.</param>
    /// <param name="find">Finds a program.</param>
    /// <param name="mark">The comment of the rule.</param>
    public static FirewallCommands For(
        FirewallFacts facts, int port, FirewallSource? source, IReadOnlyList<FirewallRulePlace> deciding, bool isFirst, Func<string, string?> find, string mark) => facts.Manager switch
        {
            FirewallManager.Ufw => OfUfw(port, source, isFirst, find, mark),
            FirewallManager.Firewalld => OfFirewalld(facts, port, source, find, mark),
            _ => OfKernel(facts, port, source, deciding, find, mark),
        };

    private static FirewallCommands OfUfw(int port, FirewallSource? source, bool isFirst, Func<string, string?> find, string mark)
    {
        if (find("ufw") is not { } ufw)
        {
            return Missing("ufw");
        }

        string number = port.ToString(CultureInfo.InvariantCulture);
        string[] what = source is null ? ["allow", $"{number}/tcp"] : ["allow", "from", source.ToString(), "to", "any", "port", number, "proto", "tcp"];
        string[] place = isFirst ? ["prepend"] : [];
        return new FirewallCommands(
            new JournalRuleLine(mark, [new JournalCommandLine(ufw, [.. place, .. what, "comment", mark])], [new JournalCommandLine(ufw, ["--force", "delete", .. what])], IsFoundByMark: false),
            $"It is there after a reboot: ufw keeps it in {UfwRules}.",
            UfwRules,
            null);
    }

    private static FirewallCommands OfFirewalld(FirewallFacts facts, int port, FirewallSource? source, Func<string, string?> find, string mark)
    {
        if (find("firewall-cmd") is not { } program)
        {
            return Missing("firewall-cmd");
        }

        if (FirewalldZones.Find(facts) is not { } zone)
        {
            return new FirewallCommands(null, string.Empty, string.Empty, "The zone of firewalld by which it would come in is not found.");
        }

        string what = source is null
            ? string.Create(CultureInfo.InvariantCulture, $"-port={port}/tcp")
            : string.Create(CultureInfo.InvariantCulture, $"-rich-rule=rule family=\"ipv{source.Family}\" source address=\"{source}\" port port=\"{port}\" protocol=\"tcp\" accept");
        JournalCommandLine Command(bool isPermanent, string act) => new(program, [.. isPermanent ? (string[])["--permanent"] : [], $"--zone={zone}", $"--{act}{what}"]);
        return new FirewallCommands(
            new JournalRuleLine(mark, [Command(false, "add"), Command(true, "add")], [Command(true, "remove"), Command(false, "remove")], IsFoundByMark: false),
            "It is there after a reboot: it was added to the running and to the permanent rules of firewalld.",
            $"/etc/firewalld/zones/{zone}.xml",
            null);
    }

    private static FirewallCommands OfKernel(FirewallFacts facts, int port, FirewallSource? source, IReadOnlyList<FirewallRulePlace> deciding, Func<string, string?> find, string mark)
    {
        var adding = new List<JournalCommandLine>();
        var undoing = new List<JournalCommandLine>();
        foreach (FirewallRulePlace place in deciding)
        {
            bool isOfIptables = facts.Rules!.Tables.Any(table => table.Backend == place.Backend && table.Family == place.Family && table.Name == place.Table && table.IsOfIptables);
            string name = isOfIptables ? IptablesCommand.ProgramFor(place) : "nft";
            string? program = find(name) ?? (isOfIptables ? find(name.Split('-')[0]) : null);
            if (program is null)
            {
                return Missing(name);
            }

            adding.Add(isOfIptables ? IptablesCommand.Add(program, place, port, source, mark) : NftCommand.Add(program, place, port, source, mark));
            if (isOfIptables)
            {
                undoing.Add(IptablesCommand.Delete(program, place, port, source, mark));
            }
        }

        bool isNft = undoing.Count == 0;
        if (!isNft && undoing.Count < adding.Count)
        {
            return new FirewallCommands(null, string.Empty, string.Empty, "Rules of iptables and of nftables keep it shut, both: each needs a rule of its own.");
        }

        string persistence = isNft
            ? $"It is gone after a reboot, unless it is written into the file of the rules too (/etc/nftables.conf, loaded by systemctl enable nftables): {string.Join("; ", adding.Select(command => command.ToText()))}."
            : "It is gone after a reboot, unless the rules are saved (package iptables-persistent): netfilter-persistent save.";
        return new FirewallCommands(new JournalRuleLine(mark, adding, undoing, isNft), persistence, adding.Count > 0 ? adding[0].Program : string.Empty, adding.Count > 0 ? null : "No rule was found that keeps it shut.");
    }

    private static FirewallCommands Missing(string program) => new(null, string.Empty, string.Empty, $"The program {program}, which manages the firewall here, is not installed.");
}
