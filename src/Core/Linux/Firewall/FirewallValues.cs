using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Nginx502.Linux;

/// <summary>Reads the values that rules compare with, as nft, iptables and ufw write them.</summary>
internal static class FirewallValues
{
    /// <summary>The number of TCP.</summary>
    public const int Tcp = 6;

    /// <summary>The number of IPv4 among the families of netfilter (include/uapi/linux/netfilter.h, NFPROTO_IPV4).</summary>
    public const int NetworkIpv4 = 2;

    /// <summary>The number of IPv6 among the families of netfilter.</summary>
    public const int NetworkIpv6 = 10;

    private const int Bits4 = 32;
    private const int Bits6 = 128;

    private static readonly Dictionary<string, int> Protocols = new(StringComparer.OrdinalIgnoreCase)
    {
        ["icmp"] = 1,
        ["igmp"] = 2,
        ["tcp"] = Tcp,
        ["udp"] = 17,
        ["dccp"] = 33,
        ["gre"] = 47,
        ["esp"] = 50,
        ["ah"] = 51,
        ["icmpv6"] = 58,
        ["ipv6-icmp"] = 58,
        ["ospf"] = 89,
        ["comp"] = 108,
        ["ipcomp"] = 108,
        ["vrrp"] = 112,
        ["sctp"] = 132,
        ["udplite"] = 136,
    };

    private static readonly Dictionary<string, int> Flags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fin"] = 1,
        ["syn"] = 2,
        ["rst"] = 4,
        ["psh"] = 8,
        ["ack"] = 16,
        ["urg"] = 32,
        ["ecn"] = 64,
        ["cwr"] = 128,
        ["none"] = 0,
        ["all"] = 63,
    };

    // nftables: include/linux/netfilter/nf_conntrack_common.h, NF_CT_STATE_*; what iptables calls DNAT and SNAT is a status.
    private static readonly Dictionary<string, int> States = new(StringComparer.OrdinalIgnoreCase)
    {
        ["invalid"] = 1,
        ["established"] = 2,
        ["related"] = 4,
        ["new"] = 8,
        ["untracked"] = 64,
    };

    private static readonly Dictionary<string, int> AddressTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["unspec"] = 0,
        ["unicast"] = 1,
        ["local"] = 2,
        ["broadcast"] = 3,
        ["anycast"] = 4,
        ["multicast"] = 5,
        ["blackhole"] = 6,
        ["unreachable"] = 7,
        ["prohibit"] = 8,
    };

    private static readonly Dictionary<string, int> PacketTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = 0,
        ["unicast"] = 0,
        ["broadcast"] = 1,
        ["multicast"] = 2,
        ["other"] = 3,
    };

    private static readonly Dictionary<string, int> Families = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ipv4"] = NetworkIpv4,
        ["ipv6"] = NetworkIpv6,
        ["ip"] = NetworkIpv4,
        ["ip6"] = NetworkIpv6,
    };

    private static readonly Dictionary<string, int> Statuses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["expected"] = 1,
        ["seen-reply"] = 2,
        ["assured"] = 4,
        ["confirmed"] = 8,
        ["snat"] = 16,
        ["dnat"] = 32,
        ["dying"] = 512,
    };

    /// <summary>The number that a field's value has; null when it is none that is known.</summary>
    public static int? Number(FirewallField field, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : (Names(field)?.TryGetValue(text, out number)).GetValueOrDefault() ? number
        : null;

    /// <summary>True for fields whose values are sets of bits.</summary>
    public static bool IsBits(FirewallField field) => field is FirewallField.ConnectionState or FirewallField.ConnectionStatus or FirewallField.TcpFlags;

    /// <summary>An address as a number; null when the text is none.</summary>
    public static UInt128? Address(string text, out int family)
    {
        family = 0;
        if (!IPAddress.TryParse(text, out IPAddress? address))
        {
            return null;
        }

        family = address.AddressFamily == AddressFamily.InterNetworkV6 ? 6 : 4;
        return NumberOf(address);
    }

    /// <summary>The number of an address.</summary>
    public static UInt128 NumberOf(IPAddress address)
    {
        UInt128 number = 0;
        foreach (byte part in address.GetAddressBytes())
        {
            number = (number << 8) | part;
        }

        return number;
    }

    /// <summary>The address of a number.</summary>
    public static IPAddress AddressOf(UInt128 number, int family)
    {
        byte[] bytes = new byte[BitsOf(family) / 8];
        for (int at = bytes.Length - 1; at >= 0; at--)
        {
            bytes[at] = (byte)(number & 0xFF);
            number >>= 8;
        }

        return new IPAddress(bytes);
    }

    /// <summary>Reads <c>10.0.0.0/8</c>, <c>10.0.0.0/255.0.0.0</c>, <c>10.0.0.1-10.0.0.9</c> or an address; null for anything else, and for a mask with holes.</summary>
    public static FirewallRange? Network(string text, out int family)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        if (slash < 0 && dash > 0)
        {
            return Address(text[..dash], out family) is { } first && Address(text[(dash + 1)..], out int other) is { } last && other == family && first <= last
                ? new FirewallRange(first, last)
                : null;
        }

        if (Address(slash < 0 ? text : text[..slash], out family) is not { } address)
        {
            return null;
        }

        int bits = BitsOf(family);
        if (slash < 0)
        {
            return FirewallRange.One(address);
        }

        string length = text[(slash + 1)..];
        return int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int prefix)
            ? prefix <= bits ? Prefix(address, prefix, family) : null
            : Address(length, out int maskFamily) is { } mask && maskFamily == family && PrefixOf(mask, bits) is { } counted ? Prefix(address, counted, family) : null;
    }

    /// <summary>The addresses that begin with the same bits.</summary>
    public static FirewallRange Prefix(UInt128 address, int length, int family)
    {
        UInt128 hosts = length >= BitsOf(family) ? 0 : (UInt128.One << (BitsOf(family) - length)) - 1;
        hosts = family == 6 && length == 0 ? UInt128.MaxValue : hosts;
        return new FirewallRange(address & ~hosts, address | hosts);
    }

    /// <summary>How many bits an address of a family has.</summary>
    public static int BitsOf(int family) => family == 6 ? Bits6 : Bits4;

    /// <summary>The last address of a family.</summary>
    public static UInt128 LastOf(int family) => family == 6 ? UInt128.MaxValue : uint.MaxValue;

    private static int? PrefixOf(UInt128 mask, int bits)
    {
        int length = 0;
        while (length < bits && (mask >> (bits - 1 - length) & 1) == 1)
        {
            length++;
        }

        return length == bits || (mask & ((UInt128.One << (bits - length)) - 1)) == 0 ? length : null;
    }

    private static Dictionary<string, int>? Names(FirewallField field) => field switch
    {
        FirewallField.Protocol => Protocols,
        FirewallField.TcpFlags => Flags,
        FirewallField.ConnectionState => States,
        FirewallField.ConnectionStatus => Statuses,
        FirewallField.DestinationType => AddressTypes,
        FirewallField.PacketType => PacketTypes,
        FirewallField.NetworkFamily => Families,
        _ => null,
    };
}
