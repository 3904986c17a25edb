using System.Text.Json;

namespace Nginx502.Linux;

/// <summary>Reads the conditions of nftables.</summary>
internal static class NftMatches
{
    private static readonly string[] OtherProtocols = ["udp", "udplite", "sctp", "dccp", "icmp", "icmpv6", "igmp", "esp", "ah", "comp", "arp"];

    /// <summary>True for a question of nftables about the way back to whoever sent the packet (man 8 nft, FIB EXPRESSIONS).</summary>
    public static bool AsksForWayBack(JsonElement fib) =>
        fib.TryGetProperty("flags", out JsonElement flags) && NftValues.Texts(flags).Contains("saddr", StringComparer.Ordinal)
        && fib.TryGetProperty("result", out JsonElement result) && result.GetString() is "oif" or "oifname" or "check";

    /// <summary>Reads a condition; one that is not understood cannot be judged.</summary>
    /// <param name="operation">How it is compared.</param>
    /// <param name="left">What is compared.</param>
    /// <param name="right">What it is compared with.</param>
    public static FirewallMatch Read(string operation, JsonElement left, JsonElement right)
    {
        UInt128? mask = null;
        JsonElement maskText = default;
        if (left.ValueKind == JsonValueKind.Object && left.TryGetProperty("&", out JsonElement masked) && masked.GetArrayLength() == 2)
        {
            maskText = masked[1];
            left = masked[0];
        }

        JsonElement[] parts = left.ValueKind == JsonValueKind.Object && left.TryGetProperty("concat", out JsonElement concat) ? [.. concat.EnumerateArray()] : [left];
        (FirewallField Field, int? Family, string What)[] fields = [.. parts.Select(FieldOf)];
        if (fields.Any(field => field.What.Length == 0))
        {
            return FirewallMatch.Never;
        }

        if (fields.FirstOrDefault(field => field.Field == FirewallField.Unknown) is { What.Length: > 0 } unknown)
        {
            return FirewallMatch.Unknown(unknown.What);
        }

        if (maskText.ValueKind != JsonValueKind.Undefined && (mask = MaskOf(maskText, fields[0].Field)) is null)
        {
            return FirewallMatch.Unknown($"{fields[0].What} under a mask");
        }

        FirewallField[] names = [.. fields.Select(field => field.Field)];
        FirewallMatch? read = Compare(operation, names, right);
        return read is null
            ? FirewallMatch.Unknown($"{string.Join(" and ", fields.Select(field => field.What))}, compared with something that is not known here")
            : read with { Mask = mask, Family = fields.Select(field => field.Family).FirstOrDefault(family => family is not null) };
    }

    private static FirewallMatch? Compare(string operation, FirewallField[] fields, JsonElement right)
    {
        bool isNegated = operation == "!=";
        if (right.ValueKind == JsonValueKind.String && right.GetString() is ['@', .. string set])
        {
            return new FirewallMatch(fields, []) { SetName = set, IsNegated = isNegated };
        }

        if (right.ValueKind == JsonValueKind.Object && right.TryGetProperty("set", out JsonElement list))
        {
            IReadOnlyList<FirewallElement>? elements = list.ValueKind == JsonValueKind.Array ? NftValues.Elements(list, fields)
                : NftValues.Element(NftValues.Unwrap(list), fields) is { } one ? [one] : null;
            return elements is null ? null : new FirewallMatch(fields, elements) { IsNegated = isNegated };
        }

        // Several flags without an operator, or one: any of them.
        if (FirewallValues.IsBits(fields[0]) && (operation == "in" || (isNegated && right.ValueKind == JsonValueKind.Array)))
        {
            return NftValues.Bits(right, fields[0]) is { } bits ? FirewallMatch.Of(fields[0], FirewallRange.One(bits)) with { IsAnyBit = true, IsNegated = isNegated } : null;
        }

        if (NftValues.Element(right, fields) is not { } element)
        {
            return null;
        }

        if (operation is not ("<" or "<=" or ">" or ">="))
        {
            return new FirewallMatch(fields, [element]) { IsNegated = isNegated };
        }

        return NftValues.Compared(operation, element.Parts[0], fields[0]) is { } compared ? FirewallMatch.Of(fields[0], compared) : FirewallMatch.Never;
    }

    private static UInt128? MaskOf(JsonElement mask, FirewallField field) =>
        FirewallValues.IsBits(field) ? NftValues.Bits(mask, field)
        : mask.ValueKind == JsonValueKind.Number && mask.TryGetUInt64(out ulong number) ? number
        : mask.ValueKind == JsonValueKind.String ? FirewallValues.Address(mask.GetString()!, out _)
        : null;

    // What it is of, the family in which alone it can fit, and its name; no name for what a TCP connection never fits.
    private static (FirewallField Field, int? Family, string What) FieldOf(JsonElement left)
    {
        JsonProperty form = left.ValueKind == JsonValueKind.Object ? left.EnumerateObject().FirstOrDefault() : default;
        if (form.Value.ValueKind != JsonValueKind.Object)
        {
            return (FirewallField.Unknown, null, "something that is not known here");
        }

        string key = form.Value.TryGetProperty("key", out JsonElement named) ? named.GetString() ?? string.Empty : string.Empty;
        return form.Name switch
        {
            "payload" => OfPayload(form.Value),
            "meta" => OfMeta(key),
            "ct" => OfConnection(key, form.Value),
            "fib" when form.Value.TryGetProperty("result", out JsonElement result) && result.GetString() == "type"
                && form.Value.TryGetProperty("flags", out JsonElement flags) && NftValues.Texts(flags).Contains("daddr", StringComparer.Ordinal)
                => (FirewallField.DestinationType, null, "the kind of address"),
            "fib" => (FirewallField.Unknown, null, "the routes (fib)"),
            _ => (FirewallField.Unknown, null, form.Name),
        };
    }

    private static (FirewallField Field, int? Family, string What) OfPayload(JsonElement payload)
    {
        string protocol = payload.TryGetProperty("protocol", out JsonElement named) ? named.GetString() ?? string.Empty : string.Empty;
        string field = payload.TryGetProperty("field", out JsonElement part) ? part.GetString() ?? string.Empty : string.Empty;
        if (OtherProtocols.Contains(protocol, StringComparer.Ordinal))
        {
            return (FirewallField.Protocol, null, string.Empty);
        }

        return (protocol, field) switch
        {
            ("ip", "saddr") => (FirewallField.SourceAddress, 4, "the source"),
            ("ip6", "saddr") => (FirewallField.SourceAddress, 6, "the source"),
            ("ip", "daddr") => (FirewallField.DestinationAddress, 4, "the destination"),
            ("ip6", "daddr") => (FirewallField.DestinationAddress, 6, "the destination"),
            ("ip", "protocol") => (FirewallField.Protocol, 4, "the protocol"),
            ("ip6", "nexthdr") => (FirewallField.Protocol, 6, "the protocol"),
            ("tcp" or "th", "dport") => (FirewallField.DestinationPort, null, "the port"),
            ("tcp" or "th", "sport") => (FirewallField.SourcePort, null, "the client's port"),
            ("tcp", "flags") => (FirewallField.TcpFlags, null, "the flags of TCP"),
            ("ether", "type") => (FirewallField.NetworkFamily, null, "the family"),
            _ => (FirewallField.Unknown, null, protocol.Length == 0 ? "raw bytes of the packet" : $"{protocol} {field}"),
        };
    }

    private static (FirewallField Field, int? Family, string What) OfMeta(string key) => key switch
    {
        "l4proto" => (FirewallField.Protocol, null, "the protocol"),
        "nfproto" or "protocol" => (FirewallField.NetworkFamily, null, "the family"),
        "iif" or "iifname" => (FirewallField.InputInterface, null, "the interface"),
        "oif" or "oifname" => (FirewallField.OutputInterface, null, "the interface"),
        "pkttype" => (FirewallField.PacketType, null, "the kind of packet"),
        _ => (FirewallField.Unknown, null, $"meta {key}"),
    };

    private static (FirewallField Field, int? Family, string What) OfConnection(string key, JsonElement ct) => key switch
    {
        "state" => (FirewallField.ConnectionState, null, "the connection's state"),
        "direction" => (FirewallField.ConnectionDirection, null, "the connection's direction"),
        "status" => (FirewallField.ConnectionStatus, null, "the connection's status"),
        _ => (FirewallField.Unknown, null, ct.TryGetProperty("dir", out JsonElement direction) ? $"ct {direction} {key}" : $"ct {key}"),
    };
}
