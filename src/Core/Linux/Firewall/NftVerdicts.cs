using System.Text.Json;

namespace Nginx502.Linux;

/// <summary>Reads what a rule of nftables does with a packet.</summary>
internal static class NftVerdicts
{
    /// <summary>The verdict of a statement; null when it is none.</summary>
    public static FirewallVerdict? Read(JsonProperty statement) => statement.Name switch
    {
        "accept" => new FirewallVerdict(FirewallAction.Accept),
        "drop" => new FirewallVerdict(FirewallAction.Drop),
        "return" => new FirewallVerdict(FirewallAction.Return),
        "continue" => new FirewallVerdict(FirewallAction.None),
        "jump" => new FirewallVerdict(FirewallAction.Jump, Target(statement.Value)),
        "goto" => new FirewallVerdict(FirewallAction.Goto, Target(statement.Value)),
        "notrack" => new FirewallVerdict(FirewallAction.NoTrack),
        "redirect" => Translate(statement.Value, isRedirect: true),
        "dnat" => Translate(statement.Value, isRedirect: false),
        "queue" => FirewallVerdict.Unknown("a program that the packet is handed to (queue)"),
        "tproxy" => FirewallVerdict.Unknown("a proxy that the packet is handed to (tproxy)"),
        "synproxy" => FirewallVerdict.Unknown("synproxy, which answers in place of the program"),
        "fwd" => FirewallVerdict.Unknown("another interface that the packet is sent to (fwd)"),
        _ => null,
    };

    private static string Target(JsonElement value) => value.GetProperty("target").GetString() ?? string.Empty;

    private static FirewallVerdict Translate(JsonElement value, bool isRedirect)
    {
        int? port = null;
        string? address = null;
        if (value.ValueKind == JsonValueKind.Object)
        {
            if (value.TryGetProperty("port", out JsonElement to))
            {
                port = to.ValueKind == JsonValueKind.Number && to.TryGetInt32(out int number) ? number : null;
                if (port is null)
                {
                    return FirewallVerdict.Unknown("a map that gives another port");
                }
            }

            if (value.TryGetProperty("addr", out JsonElement host))
            {
                address = host.ValueKind == JsonValueKind.String ? host.GetString() : null;
                if (address is null || FirewallValues.Address(address, out _) is null)
                {
                    return FirewallVerdict.Unknown("a map that gives another address");
                }
            }
        }

        return new FirewallVerdict(FirewallAction.Translate) { ToPort = port, ToAddress = isRedirect ? null : address };
    }
}
