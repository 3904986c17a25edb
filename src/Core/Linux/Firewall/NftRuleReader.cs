using System.Text.Json;

namespace Nginx502.Linux;

/// <summary>Reads the statements of one rule of nftables, one after the other.</summary>
/// <param name="family">The family of its table.</param>
internal sealed class NftRuleReader(string family)
{
    // They count, log, remember or mark, and let the packet go on.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "counter", "log", "mangle", "dup", "flow", "ct helper", "ct timeout", "ct expectation", "ct set", "secmark", "last", "snat", "masquerade", "reset", "optstrip",
    };

    private static readonly string[] HarmlessTargets = ["LOG", "NFLOG", "MARK", "CONNMARK", "SECMARK", "CONNSECMARK", "TRACE", "AUDIT", "CLASSIFY", "SET", "TCPMSS"];

    private readonly List<FirewallMatch> _matches = [];

    /// <summary>The conditions so far.</summary>
    public IReadOnlyList<FirewallMatch> Matches => _matches;

    /// <summary>What becomes of the packet.</summary>
    public FirewallVerdict Verdict { get; private set; } = new(FirewallAction.None);

    /// <summary>True when it holds what only iptables can show.</summary>
    public bool IsForeign { get; private set; }

    /// <summary>Reads a statement.</summary>
    public void Add(JsonElement expression)
    {
        if (expression.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (JsonProperty statement in expression.EnumerateObject())
        {
            Add(statement);
        }
    }

    private void Add(JsonProperty statement)
    {
        switch (statement.Name)
        {
            case "match":
                AddMatch(statement.Value);
                break;
            case "vmap":
                Verdict = new FirewallVerdict(FirewallAction.Lookup) { Lookup = NftMatches.Read("==", statement.Value.GetProperty("key"), statement.Value.GetProperty("data")) };
                break;
            case "xt":
                AddForeign(statement.Value);
                break;
            case "limit" or "ct count" or "quota":
                AddLimit(statement.Value);
                break;
            case "set" or "map" or "meter":
                AddRemembering(statement.Value);
                break;
            case "mangle" when Sets(statement.Value, "payload"):
                Verdict = FirewallVerdict.Unknown("a rule that rewrites the packet");
                break;
            case "reject":
                AddReject(statement);
                break;
            default:
                if (NftVerdicts.Read(statement) is { } verdict)
                {
                    Verdict = verdict;
                }
                else if (!Harmless.Contains(statement.Name))
                {
                    _matches.Add(FirewallMatch.Unknown($"{statement.Name}, which is not known here"));
                }

                break;
        }
    }

    // nft leaves out the condition on the family where the answer has one (src/netlink_delinearize.c: stmt_reject_postprocess).
    private void AddReject(JsonProperty reject)
    {
        string? answer = reject.Value.ValueKind == JsonValueKind.Object && reject.Value.TryGetProperty("type", out JsonElement type) ? type.GetString() : null;
        if (answer is "icmp" or "icmpv6")
        {
            _matches.Add(FirewallMatch.Of(FirewallField.NetworkFamily, FirewallRange.One((UInt128)(answer == "icmp" ? FirewallValues.NetworkIpv4 : FirewallValues.NetworkIpv6))));
        }

        Verdict = new FirewallVerdict(FirewallAction.Reject);
    }

    private void AddMatch(JsonElement match)
    {
        JsonElement left = match.GetProperty("left");
        JsonElement right = match.GetProperty("right");
        string operation = match.TryGetProperty("op", out JsonElement op) ? op.GetString() ?? "==" : "==";

        // Whoever can be answered at all comes by the way that answers go.
        if (left.ValueKind == JsonValueKind.Object && left.TryGetProperty("fib", out JsonElement fib) && NftMatches.AsksForWayBack(fib))
        {
            bool wantsNone = right.ValueKind == JsonValueKind.False || right.ToString() is "0" or "missing";
            if (wantsNone != (operation == "!="))
            {
                _matches.Add(FirewallMatch.Never);
            }

            return;
        }

        FirewallMatch read = NftMatches.Read(operation, left, right);
        bool isOther = (family == "ip" && read.Family == 6) || (family == "ip6" && read.Family == 4);
        _matches.Add(isOther ? FirewallMatch.Never : read);
    }

    // The first connection of somebody is below every limit.
    private void AddLimit(JsonElement limit)
    {
        if (limit.ValueKind == JsonValueKind.Object && limit.TryGetProperty("inv", out JsonElement inverted) && inverted.ValueKind == JsonValueKind.True)
        {
            _matches.Add(FirewallMatch.Never);
        }
    }

    private void AddRemembering(JsonElement value)
    {
        if (!value.TryGetProperty("stmt", out JsonElement inner))
        {
            return;
        }

        foreach (JsonElement statement in inner.ValueKind == JsonValueKind.Array ? inner.EnumerateArray().ToArray() : [inner])
        {
            Add(statement);
        }
    }

    private void AddForeign(JsonElement value)
    {
        IsForeign = true;
        string type = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("type", out JsonElement kind) ? kind.GetString() ?? string.Empty : string.Empty;
        string name = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("name", out JsonElement called) ? called.GetString() ?? string.Empty : string.Empty;
        if (type == "target")
        {
            Verdict = HarmlessTargets.Contains(name, StringComparer.Ordinal) ? Verdict
                : name == "REJECT" ? new FirewallVerdict(FirewallAction.Reject)
                : FirewallVerdict.Unknown($"the target {name} of iptables");
        }
        else if (name != "comment")
        {
            _matches.Add(FirewallMatch.Unknown(name.Length == 0 ? "a match of iptables" : $"the match {name} of iptables"));
        }
    }

    private static bool Sets(JsonElement mangle, string kind) =>
        mangle.TryGetProperty("key", out JsonElement key) && key.ValueKind == JsonValueKind.Object
        && key.TryGetProperty(kind, out JsonElement payload)
        && payload.TryGetProperty("field", out JsonElement field) && field.GetString() is "saddr" or "daddr" or "sport" or "dport" or "protocol" or "nexthdr";
}
