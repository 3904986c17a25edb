using System.Text.Json;

namespace Nginx502.Linux;

/// <summary>Reads the named sets and maps of nftables, with what is in them.</summary>
internal static class NftSetReader
{
    /// <summary>Reads one.</summary>
    public static FirewallSet Read(JsonElement value)
    {
        string name = value.GetProperty("name").GetString() ?? string.Empty;
        FirewallField[] fields = [.. TypesOf(value).Select(FieldOf)];
        if (fields.Length == 0 || fields.Contains(FirewallField.Unknown))
        {
            return new FirewallSet(name, null);
        }

        if (!value.TryGetProperty("elem", out JsonElement elements))
        {
            return new FirewallSet(name, []);
        }

        return new FirewallSet(name, NftValues.Elements(elements, fields));
    }

    private static IEnumerable<string> TypesOf(JsonElement value) => !value.TryGetProperty("type", out JsonElement type) ? []
        : type.ValueKind == JsonValueKind.Object && type.TryGetProperty("typeof", out JsonElement _) ? []
        : NftValues.Texts(type);

    // Source or destination does not matter for how a value is written.
    private static FirewallField FieldOf(string type) => type switch
    {
        "ipv4_addr" or "ipv6_addr" => FirewallField.SourceAddress,
        "inet_service" => FirewallField.DestinationPort,
        "inet_proto" => FirewallField.Protocol,
        "ifname" or "iface_index" => FirewallField.InputInterface,
        "ct_state" => FirewallField.ConnectionState,
        "tcp_flag" => FirewallField.TcpFlags,
        "nf_proto" => FirewallField.NetworkFamily,
        _ => FirewallField.Unknown,
    };
}
