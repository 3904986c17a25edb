using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>Writes ranges of addresses as people do: <c>10.0.0.0/8</c>, <c>10.0.0.1</c>.</summary>
internal static class AddressBlocks
{
    // More than these are shorter as a range from one to another.
    private const int MostBlocks = 2;

    /// <summary>A range as blocks, or from one to another where that takes too many.</summary>
    public static IReadOnlyList<string> Of(UInt128 first, UInt128 last, int family)
    {
        var blocks = new List<string>();
        UInt128 start = first;
        while (blocks.Count <= MostBlocks)
        {
            int length = LengthAt(start, last, family);
            blocks.Add(Write(start, length, family));
            UInt128 end = FirewallValues.Prefix(start, length, family).Last;
            if (end >= last)
            {
                return blocks;
            }

            start = end + 1;
        }

        return [$"{FirewallValues.AddressOf(first, family)}-{FirewallValues.AddressOf(last, family)}"];
    }

    // The largest block that begins there and ends in time.
    private static int LengthAt(UInt128 start, UInt128 last, int family)
    {
        int length = FirewallValues.BitsOf(family);
        while (length > 0)
        {
            FirewallRange wider = FirewallValues.Prefix(start, length - 1, family);
            if (wider.First != start || wider.Last > last)
            {
                break;
            }

            length--;
        }

        return length;
    }

    private static string Write(UInt128 address, int length, int family) => length == FirewallValues.BitsOf(family)
        ? FirewallValues.AddressOf(address, family).ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{FirewallValues.AddressOf(address, family)}/{length}");
}
