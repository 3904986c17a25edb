using CsCheck;
using Nginx502.Diagnosis;

namespace Nginx502.UnitTests.Diagnosis.Firewall;

/// <summary>Sets of addresses as ranges are what sets of single addresses are.</summary>
public sealed class AddressRangesTests
{
    private const int Addresses = 64;

    private static readonly Gen<(int First, int Length)[]> Ranges = Gen.Select(Gen.Int[0, Addresses - 1], Gen.Int[0, 9]).Array[0, 6];

    [Fact]
    public void Joined_common_and_left_out_addresses_are_the_same() => Gen.Select(Ranges, Ranges).Sample((one, two) =>
    {
        (AddressRanges left, HashSet<int> plainLeft) = (Of(one), Plain(one));
        (AddressRanges right, HashSet<int> plainRight) = (Of(two), Plain(two));

        Assert.Equal(plainLeft.Union(plainRight).Order(), Plain(left.Union(right)));
        Assert.Equal(plainLeft.Intersect(plainRight).Order(), Plain(left.Intersect(right)));
        Assert.Equal(plainLeft.Except(plainRight).Order(), Plain(left.Except(right)));
        Assert.Equal((UInt128)plainLeft.Count, left.Count());
    });

    [Theory]
    [InlineData("0.0.0.0/0", 4, "anyone")]
    [InlineData("::/0", 6, "anyone")]
    [InlineData("10.0.0.0/255.0.0.0", 4, "10.0.0.0/8")]
    [InlineData("10.0.0.7", 4, "10.0.0.7")]
    [InlineData("10.0.0.1-10.0.0.9", 4, "10.0.0.1-10.0.0.9")]
    [InlineData("2001:db8::/32", 6, "2001:db8::/32")]
    public void Ranges_are_written_as_people_do(string text, int family, string expected)
    {
        Assert.True(FirewallSource.TryParse(text, out FirewallSource? source));
        Assert.Equal((family, expected), (source.Family, source.Addresses.Describe(family)));
    }

    [Fact]
    public void Of_nearly_all_it_is_said_who_is_left_out() => Assert.Equal(
        "anyone but 10.6.6.6",
        AddressRanges.All(4).Except(FirewallSource.TryParse("10.6.6.6", out FirewallSource? source) ? source.Addresses : AddressRanges.None).Describe(4));

    [Theory]
    [InlineData("")]
    [InlineData("somewhere")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.9-10.0.0.1")]
    [InlineData("10.0.0.0/255.0.255.0")]
    [InlineData("10.0.0.1-2001:db8::1")]
    public void What_is_no_address_is_none(string text) => Assert.False(FirewallSource.TryParse(text, out _));

    private static AddressRanges Of((int First, int Length)[] ranges) =>
        AddressRanges.Of(ranges.Select(range => ((UInt128)range.First, (UInt128)(range.First + range.Length))));

    private static HashSet<int> Plain((int First, int Length)[] ranges) => [.. ranges.SelectMany(range => Enumerable.Range(range.First, range.Length + 1))];

    private static IEnumerable<int> Plain(AddressRanges ranges) => ranges.Ranges.SelectMany(range => Enumerable.Range((int)range.First, (int)(range.Last - range.First) + 1));
}
