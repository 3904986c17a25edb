using System.Net;
using Nginx502.Load;

namespace Nginx502.UnitTests.Load;

/// <summary>What is this machine, and what is refused.</summary>
public class SiteChoiceTests
{
    private static readonly string[] Own = ["127.0.0.1", "10.0.0.5", "fe80::1"];
    private static readonly IPEndPoint Listener = new(IPAddress.Parse("10.0.0.5"), 443);

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.2", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.5", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("fe80::1%3", true)]
    [InlineData("10.0.0.6", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("2001:db8::1", false)]
    public void An_address_of_this_machine(string address, bool isOwn)
    {
        var choice = new SiteChoice(false, false, [], [IPAddress.Parse(address)], Own);

        Assert.Equal(isOwn, choice.Choose(80, allowsRemote: false, out bool isLocal, out LoadRefusalReason reason) is not null);
        Assert.Equal(isOwn, isLocal);
        Assert.True(isOwn || reason == LoadRefusalReason.NotThisMachine);
    }

    [Fact]
    public void A_site_of_this_nginx_is_asked_at_its_listener_wherever_its_name_leads()
    {
        var choice = new SiteChoice(true, false, [Listener], [], Own);

        Assert.Equal(Listener, choice.Choose(443, allowsRemote: false, out bool isLocal, out _));
        Assert.True(isLocal);
    }

    [Fact]
    public void A_site_of_this_nginx_where_nobody_listens()
    {
        Assert.Null(new SiteChoice(true, false, [], [], Own).Choose(443, allowsRemote: true, out _, out LoadRefusalReason reason));
        Assert.Equal(LoadRefusalReason.NotListening, reason);
        Assert.Null(new SiteChoice(true, true, [], [], Own).Choose(443, allowsRemote: true, out _, out reason));
        Assert.Equal(LoadRefusalReason.BalancerOnly, reason);
    }

    [Fact]
    public void A_name_that_leads_elsewhere_too_is_not_this_machine()
    {
        var choice = new SiteChoice(false, false, [Listener], [IPAddress.Loopback, IPAddress.Parse("192.0.2.1")], Own);

        Assert.Null(choice.Choose(443, allowsRemote: false, out _, out LoadRefusalReason reason));
        Assert.Equal(LoadRefusalReason.NotThisMachine, reason);
    }

    [Fact]
    public void Another_machine_is_asked_where_that_is_allowed()
    {
        var choice = new SiteChoice(false, false, [Listener], [IPAddress.Parse("192.0.2.1")], Own);

        Assert.Equal(IPEndPoint.Parse("192.0.2.1:8080"), choice.Choose(8080, allowsRemote: true, out bool isLocal, out _));
        Assert.False(isLocal);
    }

    [Fact]
    public void A_name_that_leads_nowhere()
    {
        Assert.Null(new SiteChoice(false, false, [Listener], [], Own).Choose(80, allowsRemote: true, out _, out LoadRefusalReason reason));
        Assert.Equal(LoadRefusalReason.NameNotResolved, reason);
    }
}
