using System.Text;

namespace Nginx502.Linux;

/// <summary>Reads what <c>iptables-save</c> prints, of either back end.</summary>
internal static class IptablesSaveParser
{
    // linux/netfilter_ipv4.h, NF_IP_PRI_*.
    private static readonly Dictionary<string, int> Priorities = new(StringComparer.Ordinal)
    {
        ["raw"] = -300,
        ["mangle"] = -150,
        ["nat"] = -100,
        ["filter"] = 0,
        ["security"] = 50,
    };

    private static readonly Dictionary<string, string> Hooks = new(StringComparer.Ordinal)
    {
        ["PREROUTING"] = "prerouting",
        ["INPUT"] = "input",
        ["FORWARD"] = "forward",
        ["OUTPUT"] = "output",
        ["POSTROUTING"] = "postrouting",
    };

    /// <summary>Reads a listing. Lines that are not understood become rules that cannot be judged.</summary>
    /// <param name="text">The listing.</param>
    /// <param name="family">4 for iptables, 6 for ip6tables.</param>
    /// <param name="backend">Which part of the kernel it is of.</param>
    public static FirewallRuleSet Parse(string text, int family, FirewallBackend backend)
    {
        var tables = new List<FirewallTable>();
        string? name = null;
        var chains = new Dictionary<string, (FirewallChain Chain, List<FirewallRule> Rules)>(StringComparer.Ordinal);
        foreach (string line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.StartsWith('*'))
            {
                name = line[1..].Trim();
                chains.Clear();
            }
            else if (name is not null && line.StartsWith(':'))
            {
                string[] words = line[1..].Split(' ');
                chains[words[0]] = (ChainOf(name, words), []);
            }
            else if (name is not null && line.StartsWith("-A ", StringComparison.Ordinal))
            {
                IReadOnlyList<string> words = Words(line);
                if (words.Count > 1 && chains.TryGetValue(words[1], out (FirewallChain Chain, List<FirewallRule> Rules) chain))
                {
                    var reader = new IptablesRuleReader(family);
                    reader.Read(words.Skip(2).ToArray(), chains.ContainsKey);
                    chain.Rules.Add(new FirewallRule(chain.Rules.Count + 1, null, SafeText.Escape(line), reader.Comment, reader.Matches, reader.Verdict));
                }
            }
            else if (name is not null && line.StartsWith("COMMIT", StringComparison.Ordinal))
            {
                tables.Add(new FirewallTable(backend, family == 6 ? "ip6" : "ip", name, [.. chains.Values.Select(chain => chain.Chain with { Rules = [.. chain.Rules] })], []) { IsOfIptables = true });
                name = null;
            }
        }

        return new FirewallRuleSet(tables);
    }

    private static FirewallChain ChainOf(string table, string[] words)
    {
        bool isBase = words.Length > 1 && words[1] != "-" && Hooks.ContainsKey(words[0]);
        return new FirewallChain(words[0], [])
        {
            Hook = isBase ? Hooks[words[0]] : null,
            Priority = isBase ? Priorities.GetValueOrDefault(table) : 0,
            Type = isBase ? (table == "nat" ? "nat" : "filter") : null,
            Drops = isBase && words[1] == "DROP",
        };
    }

    /// <summary>The words of a line; texts in quotes are one word, without the quotes.</summary>
    internal static IReadOnlyList<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        (bool isQuoted, bool isWord) = (false, false);
        for (int at = 0; at < line.Length; at++)
        {
            char letter = line[at];
            if (isQuoted && letter == '\\' && at + 1 < line.Length)
            {
                word.Append(line[++at]);
            }
            else if (letter == '"')
            {
                isQuoted = !isQuoted;
                isWord = true;
            }
            else if (letter == ' ' && !isQuoted)
            {
                Flush();
            }
            else
            {
                word.Append(letter);
                isWord = true;
            }
        }

        Flush();
        return words;

        void Flush()
        {
            if (isWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            isWord = false;
        }
    }
}
