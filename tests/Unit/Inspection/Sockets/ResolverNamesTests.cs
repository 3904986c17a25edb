using System.Net.Sockets;
using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Sockets;

/// <summary>Names of endpoints: the words of the system's resolver, and what nginx's own says.</summary>
public sealed class ResolverNamesTests
{
    [Theory]
    [InlineData(SocketError.TryAgain, "Temporary failure in name resolution")]
    [InlineData(SocketError.HostNotFound, "Name or service not known")]
    public void The_resolver_is_told_in_its_own_words(SocketError error, string words) =>
        Assert.Equal(words, HostAddresses.Words(new SocketException((int)error)));

    [Theory]
    [InlineData(NameAnswerStatus.NoAddress, true, "10.0.0.5")]
    [InlineData(NameAnswerStatus.ServerFailure, true, "")]
    [InlineData(NameAnswerStatus.ServerFailure, false, "10.0.0.5")]
    public void The_answer_of_nginx_own_resolver_counts_as_far_as_nginx_uses_it(NameAnswerStatus ipv6, bool asksIPv6, string addresses)
    {
        var answer = new NameAnswer(NameSource.NginxResolver, "127.0.0.1:5300", "php-v", NameAnswerStatus.Answered, ["10.0.0.5"], ipv6, [], [], null, null, null);

        NginxResolverAnswer found = NginxResolverAddresses.Read(Facts() with { AsksIPv6 = asksIPv6, Answers = [answer] });

        Assert.Equal(addresses, string.Join(' ', found.Addresses.Select(address => address.ToString())));
        Assert.Equal(addresses.Length == 0, found.Problem?.Contains("Resolve-NginxUpstream -Name php-v", StringComparison.Ordinal) == true);
        Assert.Null(found.Gap);
    }

    [Fact]
    public void What_could_not_be_asked_is_a_gap_and_no_resolver_is_no_address()
    {
        Assert.Contains("Resolve-NginxUpstream", NginxResolverAddresses.Read(Facts()).Gap?.Remedy);
        Assert.Contains("none is in effect", NginxResolverAddresses.Read(Facts() with { Resolver = null }).Problem);
    }

    private static NginxNameFacts Facts() => new()
    {
        Name = "php-v",
        Lookup = NameLookup.PerRequest,
        Resolver = new NginxSetting("resolver", "127.0.0.1:5300", NginxSettingScope.Http, "/etc/nginx/nginx.conf", 3),
    };
}
