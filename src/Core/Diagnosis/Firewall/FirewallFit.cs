namespace Nginx502.Diagnosis;

/// <summary>From which addresses a packet surely fits, and from which it may.</summary>
/// <param name="Sure">The addresses from which it fits.</param>
/// <param name="Maybe">Those from which it depends on what is not known.</param>
/// <param name="Doubt">What it depends on.</param>
internal readonly record struct FirewallFit(AddressRanges Sure, AddressRanges Maybe, string? Doubt)
{
    /// <summary>From none.</summary>
    public static FirewallFit None { get; } = new(AddressRanges.None, AddressRanges.None, null);
}
