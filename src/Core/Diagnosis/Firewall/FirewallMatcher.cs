using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>Tells from which addresses a packet fits the conditions of rules.</summary>
internal sealed class FirewallMatcher
{
    private const uint SynFlag = 2;
    private const uint StateInvalid = 1;
    private const uint StateNew = 8;
    private const uint StateUntracked = 64;
    private const uint StatusTranslated = 32;
    private const uint LocalAddress = 2;
    private const uint OtherAddress = 1;
    private const int FirstFreePort = 1024;
    private const int LastPort = 65535;

    // A list of addresses is sorted once.
    private readonly Dictionary<IReadOnlyList<FirewallElement>, AddressRanges> _addresses = new(ReferenceEqualityComparer.Instance);

    /// <summary>From which of some addresses a packet fits all conditions of a rule.</summary>
    public FirewallFit Fit(FirewallTable table, FirewallRule rule, FirewallPacket packet, AddressRanges sources)
    {
        AddressRanges possible = sources;
        AddressRanges sure = sources;
        string? doubt = null;
        foreach (FirewallMatch match in rule.Matches)
        {
            FirewallFit fit = Fit(table, match, packet, possible);
            possible = fit.Sure.Union(fit.Maybe);
            sure = sure.Intersect(fit.Sure);
            doubt ??= fit.Maybe.IsEmpty ? null : fit.Doubt;
            if (possible.IsEmpty)
            {
                return FirewallFit.None;
            }
        }

        return new FirewallFit(sure, possible.Except(sure), doubt);
    }

    /// <summary>What a packet finds in a map, for each of its elements that it fits or may fit, the first first.</summary>
    public IEnumerable<(FirewallFit Fit, FirewallVerdict Verdict)> Lookup(FirewallTable table, FirewallMatch lookup, FirewallPacket packet, AddressRanges sources)
    {
        AddressRanges left = sources;
        if (lookup.Doubt is not null || ElementsOf(table, lookup) is not { } elements)
        {
            yield return (new FirewallFit(AddressRanges.None, sources, null), FirewallVerdict.Unknown(lookup.Doubt ?? "a map that is not known here"));
            yield break;
        }

        if (lookup.Family is { } family && family != packet.Family)
        {
            yield break;
        }

        foreach (FirewallElement element in elements.Where(element => element.Verdict is not null))
        {
            FirewallFit fit = FitElement(lookup, element, packet, left);
            left = left.Except(fit.Sure);
            if (!fit.Sure.IsEmpty || !fit.Maybe.IsEmpty)
            {
                yield return (fit, element.Verdict!);
            }

            if (left.IsEmpty)
            {
                yield break;
            }
        }
    }

    private FirewallFit Fit(FirewallTable table, FirewallMatch match, FirewallPacket packet, AddressRanges sources)
    {
        if (match.Family is { } family && family != packet.Family)
        {
            return FirewallFit.None;
        }

        // A connection that is not tracked has neither, and the rule ends there, also where the condition is turned round.
        if (packet.Tracking != PacketTracking.Tracked && match.Fields.Any(field => field is FirewallField.ConnectionStatus or FirewallField.ConnectionDirection))
        {
            return FirewallFit.None;
        }

        if (match.Doubt is { } unknown)
        {
            return new FirewallFit(AddressRanges.None, sources, unknown);
        }

        if (ElementsOf(table, match) is not { } elements)
        {
            return new FirewallFit(AddressRanges.None, sources, $"the set {SafeText.Escape(match.SetName ?? string.Empty)}, which is not understood here");
        }

        FirewallFit fit = match is { Fields: [FirewallField.SourceAddress], Mask: null } ? FitAddresses(elements, sources) : FitElements(match, elements, packet, sources);
        return match.IsNegated ? fit with { Sure = sources.Except(fit.Sure).Except(fit.Maybe) } : fit;
    }

    private FirewallFit FitAddresses(IReadOnlyList<FirewallElement> elements, AddressRanges sources)
    {
        if (!_addresses.TryGetValue(elements, out AddressRanges? ranges))
        {
            _addresses[elements] = ranges = AddressRanges.Of(elements.Select(element => (element.Parts[0].First, element.Parts[0].Last)));
        }

        return new FirewallFit(sources.Intersect(ranges), AddressRanges.None, null);
    }

    private static FirewallFit FitElements(FirewallMatch match, IReadOnlyList<FirewallElement> elements, FirewallPacket packet, AddressRanges sources)
    {
        (AddressRanges sure, AddressRanges maybe, string? doubt) = (AddressRanges.None, AddressRanges.None, (string?)null);
        foreach (FirewallElement element in elements)
        {
            FirewallFit fit = FitElement(match, element, packet, sources);
            sure = sure.Union(fit.Sure);
            maybe = maybe.Union(fit.Maybe);
            doubt ??= fit.Doubt;
        }

        return new FirewallFit(sure, maybe.Except(sure), doubt);
    }

    private static FirewallFit FitElement(FirewallMatch match, FirewallElement element, FirewallPacket packet, AddressRanges sources)
    {
        (AddressRanges sure, AddressRanges possible, string? doubt) = (sources, sources, (string?)null);
        for (int at = 0; at < match.Fields.Count && at < element.Parts.Count; at++)
        {
            FirewallFit fit = FitPart(match, match.Fields[at], element.Parts[at], packet, possible);
            possible = fit.Sure.Union(fit.Maybe);
            sure = sure.Intersect(fit.Sure);
            doubt ??= fit.Doubt;
            if (possible.IsEmpty)
            {
                return FirewallFit.None;
            }
        }

        return new FirewallFit(sure, possible.Except(sure), doubt);
    }

    private static FirewallFit FitPart(FirewallMatch match, FirewallField field, FirewallRange range, FirewallPacket packet, AddressRanges sources)
    {
        if (field == FirewallField.SourceAddress)
        {
            return Masked(range, match.Mask, packet.Family) is { } block
                ? new FirewallFit(sources.Intersect(AddressRanges.Of([(block.First, block.Last)])), AddressRanges.None, null)
                : new FirewallFit(AddressRanges.None, sources, "single bits of the source");
        }

        bool? fits = field switch
        {
            FirewallField.InputInterface when packet.IsLeaving => false,
            FirewallField.InputInterface => FitsName(range, packet.IsFromHere ? FirewallPacket.Loopback : packet.InputInterface),
            FirewallField.OutputInterface when packet is { IsFromHere: true, IsLeaving: false } => FitsName(range, FirewallPacket.Loopback),
            FirewallField.OutputInterface => packet.IsForwarded || packet.IsLeaving ? FitsName(range, packet.OutputInterface) : false,
            FirewallField.SourcePort => FitsSourcePort(range),
            _ => ValueOf(field, packet) is { } value ? FitsValue(match, range, value) : null,
        };
        return fits switch
        {
            true => new FirewallFit(sources, AddressRanges.None, null),
            false => FirewallFit.None,
            null => new FirewallFit(AddressRanges.None, sources, NameOf(field)),
        };
    }

    private static UInt128? ValueOf(FirewallField field, FirewallPacket packet) => field switch
    {
        FirewallField.DestinationAddress => packet.Destination,
        FirewallField.DestinationPort => (UInt128)packet.Port,
        FirewallField.Protocol => (UInt128)FirewallValues.Tcp,
        FirewallField.NetworkFamily => (UInt128)(packet.Family == 6 ? FirewallValues.NetworkIpv6 : FirewallValues.NetworkIpv4),
        FirewallField.ConnectionState => packet.Tracking switch
        {
            PacketTracking.NotYet => StateInvalid,
            PacketTracking.Untracked => StateUntracked,
            _ => StateNew,
        },
        FirewallField.ConnectionStatus => packet.IsTranslated ? StatusTranslated : 0u,
        FirewallField.TcpFlags => SynFlag,
        FirewallField.ConnectionDirection or FirewallField.PacketType => 0u,
        FirewallField.DestinationType => packet.IsForwarded || packet.IsLeaving ? OtherAddress : LocalAddress,
        _ => null,
    };

    private static bool FitsValue(FirewallMatch match, FirewallRange range, UInt128 value)
    {
        if (match.IsAnyBit)
        {
            return (value & range.First) != 0;
        }

        UInt128 seen = match.Mask is { } mask ? value & mask : value;
        return seen >= range.First && seen <= range.Last;
    }

    private static bool? FitsName(FirewallRange range, string? name) => (range.Name, name) switch
    {
        (null, _) => null,
        ([.. string beginning, '*'], not null) => name.StartsWith(beginning, StringComparison.Ordinal),
        ({ } wanted, not null) => wanted == name,
        (FirewallPacket.Loopback, null) => false,
        _ => null,
    };

    // Whoever connects may choose it; most take one that nobody else has.
    private static bool? FitsSourcePort(FirewallRange range) => range.First <= FirstFreePort && range.Last >= LastPort ? true : null;

    // Where the mask takes whole bits from the left, the addresses are one block.
    private static FirewallRange? Masked(FirewallRange range, UInt128? mask, int family)
    {
        if (mask is not { } bits)
        {
            return range;
        }

        UInt128 rest = FirewallValues.LastOf(family) & ~bits;
        bool isBlock = (rest & (rest + 1)) == 0;
        return isBlock && range.First == range.Last ? new FirewallRange(range.First & bits, range.First | rest) : null;
    }

    private static string NameOf(FirewallField field) => field switch
    {
        FirewallField.DestinationAddress => "which address of this machine is asked",
        FirewallField.InputInterface or FirewallField.OutputInterface => "the interface",
        FirewallField.SourcePort => "the port that the client comes from",
        _ => "something that is not known beforehand",
    };

    private static IReadOnlyList<FirewallElement>? ElementsOf(FirewallTable table, FirewallMatch match) => match.SetName is not { } name
        ? match.Elements
        : table.Sets.FirstOrDefault(set => set.Name == name)?.Elements;
}
