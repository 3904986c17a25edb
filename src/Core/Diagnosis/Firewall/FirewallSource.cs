using System.Diagnostics.CodeAnalysis;
using Nginx502.Diagnosis;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>Where connections come from: an address, a network as <c>10.0.0.0/8</c>, or <c>10.0.0.1-10.0.0.9</c>.</summary>
public sealed class FirewallSource
{
    /// <summary>The forms that <see cref="TryParse"/> takes, for messages.</summary>
    public const string AcceptedForms = "an address (10.0.0.7, 2001:db8::7) or a network (10.0.0.0/24)";

    // More than these are no neighbours: 65,536 addresses of IPv4, or a /48 of IPv6.
    private const int WidestBits4 = 16;
    private const int WidestBits6 = 80;

    private readonly string _text;

    private FirewallSource(string text, FirewallRange range, int family) => (_text, Range, Family) = (text, range, family);

    /// <summary>4 or 6.</summary>
    public int Family { get; }

    /// <summary>True for more addresses than a narrow rule may name.</summary>
    public bool IsWide => Range.Last - Range.First >= UInt128.One << (Family == 6 ? WidestBits6 : WidestBits4);

    /// <summary>The addresses.</summary>
    internal FirewallRange Range { get; }

    /// <summary>The addresses as a set.</summary>
    internal AddressRanges Addresses => AddressRanges.Of([(Range.First, Range.Last)]);

    /// <summary>Reads one; false when the text is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FirewallSource? source)
    {
        string trimmed = text?.Trim() ?? string.Empty;
        source = FirewallValues.Network(trimmed, out int family) is { } range ? new FirewallSource(string.Join('-', AddressBlocks.Of(range.First, range.Last, family)), range, family) : null;
        return source is not null;
    }

    /// <summary>The addresses as tools of firewalls write them.</summary>
    public override string ToString() => _text;
}
