using System.Text.Json;

namespace Nginx502.Linux;

/// <summary>Reads what <c>nft -j list ruleset</c> prints (man 5 libnftables-json). What is not understood becomes a condition that cannot be judged, never an error.</summary>
/// <param name="texts">The rules as <c>nft -a list ruleset</c> shows them.</param>
internal sealed class NftRuleSetParser(NftRuleTexts texts)
{
    private static readonly string[] IptablesTables = ["filter", "nat", "mangle", "raw", "security"];
    private static readonly string[] IptablesChains = ["INPUT", "OUTPUT", "FORWARD", "PREROUTING", "POSTROUTING"];

    private readonly Dictionary<(string Family, string Name), TableParts> _tables = [];
    private readonly List<(string Family, string Name)> _order = [];

    /// <summary>The families, ip and ip6, in which rules hold what only iptables can show.</summary>
    public ISet<string> ForeignFamilies { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Reads it; null when the text is no such listing.</summary>
    public FirewallRuleSet? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 128 });
            if (!document.RootElement.TryGetProperty("nftables", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            foreach (JsonProperty entry in list.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object).SelectMany(entry => entry.EnumerateObject()))
            {
                Add(entry.Name, entry.Value);
            }

            return new FirewallRuleSet([.. _order.Select(key => Build(key, _tables[key]))]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private void Add(string kind, JsonElement value)
    {
        switch (kind)
        {
            case "table":
                // nft 1.0.6 prints the table's name in place of the flag (seen).
                TableOf(value, "name").IsDormant = value.TryGetProperty("flags", out JsonElement flags) && NftValues.Texts(flags).Any(flag => flag == "dormant" || flag == Text(value, "name"));
                break;
            case "chain":
                AddChain(TableOf(value, "table"), value);
                break;
            case "set" or "map":
                TableOf(value, "table").Sets.Add(NftSetReader.Read(value));
                break;
            case "rule":
                AddRule(TableOf(value, "table"), value);
                break;
        }
    }

    private TableParts TableOf(JsonElement value, string nameProperty)
    {
        (string Family, string Name) key = (Text(value, "family"), Text(value, nameProperty));
        if (!_tables.TryGetValue(key, out TableParts? parts))
        {
            _tables[key] = parts = new TableParts();
            _order.Add(key);
        }

        return parts;
    }

    private static void AddChain(TableParts table, JsonElement value) => table.Chains[Text(value, "name")] = new FirewallChain(Text(value, "name"), [])
    {
        Hook = value.TryGetProperty("hook", out JsonElement hook) ? hook.GetString() : null,
        Priority = value.TryGetProperty("prio", out JsonElement priority) && priority.TryGetInt32(out int number) ? number : 0,
        Type = value.TryGetProperty("type", out JsonElement type) ? type.GetString() : null,
        Drops = value.TryGetProperty("policy", out JsonElement policy) && policy.GetString() == "drop",
        Devices = value.TryGetProperty("dev", out JsonElement device) ? [.. NftValues.Texts(device)] : [],
    };

    private void AddRule(TableParts table, JsonElement value)
    {
        string family = Text(value, "family");
        List<FirewallRule> rules = table.RulesOf(Text(value, "chain"));
        long? handle = value.TryGetProperty("handle", out JsonElement number) && number.TryGetInt64(out long read) ? read : null;
        var reader = new NftRuleReader(family);
        if (value.TryGetProperty("expr", out JsonElement expressions) && expressions.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement expression in expressions.EnumerateArray())
            {
                reader.Add(expression);
            }
        }

        if (reader.IsForeign)
        {
            ForeignFamilies.Add(family);
        }

        string? comment = value.TryGetProperty("comment", out JsonElement said) ? SafeText.Escape(said.GetString() ?? string.Empty) : null;
        string text = texts.Find(family, Text(value, "table"), handle) ?? (comment is null ? "(its text was not seen)" : $"comment \"{comment}\"");
        rules.Add(new FirewallRule(rules.Count + 1, handle, text, comment, reader.Matches, reader.Verdict));
    }

    private static FirewallTable Build((string Family, string Name) key, TableParts parts) => new(
        FirewallBackend.Nftables,
        SafeText.Escape(key.Family),
        SafeText.Escape(key.Name),
        [.. parts.Chains.Values.Select(chain => chain with { Rules = parts.RulesOf(chain.Name) })],
        parts.Sets)
    {
        IsDormant = parts.IsDormant,
        IsOfIptables = key.Family is "ip" or "ip6" && IptablesTables.Contains(key.Name, StringComparer.Ordinal) && parts.Chains.Keys.Any(name => IptablesChains.Contains(name, StringComparer.Ordinal)),
    };

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString() ?? string.Empty;

    private sealed class TableParts
    {
        private readonly Dictionary<string, List<FirewallRule>> _rules = new(StringComparer.Ordinal);

        public bool IsDormant { get; set; }

        public Dictionary<string, FirewallChain> Chains { get; } = new(StringComparer.Ordinal);

        public List<FirewallSet> Sets { get; } = [];

        public List<FirewallRule> RulesOf(string chain)
        {
            if (!_rules.TryGetValue(chain, out List<FirewallRule>? rules))
            {
                _rules[chain] = rules = [];
            }

            return rules;
        }
    }
}
