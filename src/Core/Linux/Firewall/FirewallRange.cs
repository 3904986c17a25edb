namespace Nginx502.Linux;

/// <summary>Values from one to another: addresses, ports or numbers; or a name.</summary>
/// <param name="First">The first value; an IPv4 address as its 32 bits.</param>
/// <param name="Last">The last value.</param>
/// <param name="Name">The name of an interface instead, with <c>*</c> at its end for all that begin so; null for numbers.</param>
public sealed record FirewallRange(UInt128 First, UInt128 Last, string? Name = null)
{
    /// <summary>One value.</summary>
    public static FirewallRange One(UInt128 value) => new(value, value);

    /// <summary>A name.</summary>
    public static FirewallRange Named(string name) => new(0, 0, name);
}
