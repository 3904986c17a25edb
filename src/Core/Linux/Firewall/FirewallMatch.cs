namespace Nginx502.Linux;

/// <summary>One condition of a rule.</summary>
/// <param name="Fields">What is compared; several together where a set holds combinations.</param>
/// <param name="Elements">What it is compared with; empty where a named set is meant.</param>
public sealed record FirewallMatch(IReadOnlyList<FirewallField> Fields, IReadOnlyList<FirewallElement> Elements)
{
    /// <summary>The named set of the same table that holds what it is compared with; null for none.</summary>
    public string? SetName { get; init; }

    /// <summary>True when the rule wants it not to fit.</summary>
    public bool IsNegated { get; init; }

    /// <summary>The bits that are compared; null for all.</summary>
    public UInt128? Mask { get; init; }

    /// <summary>True when one bit in common is enough.</summary>
    public bool IsAnyBit { get; init; }

    /// <summary>The family in which alone it can fit, 4 or 6; null for both.</summary>
    public int? Family { get; init; }

    /// <summary>Why it cannot be judged, the end of a sentence that begins with "it depends on"; null when it can.</summary>
    public string? Doubt { get; init; }

    /// <summary>A condition that cannot be judged.</summary>
    /// <param name="doubt">What it depends on.</param>
    public static FirewallMatch Unknown(string doubt) => new([FirewallField.Unknown], []) { Doubt = SafeText.Escape(doubt) };

    /// <summary>A condition on one field.</summary>
    public static FirewallMatch Of(FirewallField field, params FirewallRange[] values) => new([field], [.. values.Select(value => new FirewallElement([value]))]);

    /// <summary>A condition that no first packet of a TCP connection fits.</summary>
    public static FirewallMatch Never { get; } = new([FirewallField.Protocol], []);
}
