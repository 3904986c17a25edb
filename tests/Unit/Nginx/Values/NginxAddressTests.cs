using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Values;

public sealed class NginxAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:9000", 0, "127.0.0.1", 9000, "127.0.0.1:9000")]
    [InlineData("php:9000", 0, "php", 9000, "php:9000")]
    [InlineData("php", 80, "php", 80, "php:80")]
    [InlineData("php", 0, "php", 0, null)]
    [InlineData("[::1]:9000", 0, "[::1]", 9000, "[::1]:9000")]
    [InlineData("[::1]", 80, "[::1]", 80, "[::1]:80")]
    public void Hosts_and_ports(string text, int defaultPort, string host, int port, string? endpoint)
    {
        NginxAddress address = NginxAddress.Parse(text, defaultPort, allowsUri: false);

        Assert.Null(address.Error);
        Assert.Equal((host, port), (address.Host, address.Port));
        Assert.Equal(endpoint, address.Endpoint?.ToString());
        Assert.Equal(text, address.Text);
    }

    [Theory]
    [InlineData("unix:/run/php.sock", false, "/run/php.sock", "")]
    [InlineData("unix:/run/php.sock:/uri", true, "/run/php.sock", "/uri")]
    [InlineData("unix:/run/php.sock:", true, "/run/php.sock", "")]
    [InlineData("UNIX:/run/php.sock", false, "/run/php.sock", "")]
    public void Sockets(string text, bool allowsUri, string path, string uri)
    {
        NginxAddress address = NginxAddress.Parse(text, 0, allowsUri);

        Assert.Null(address.Error);
        Assert.Equal((path, uri), (address.Host, address.Uri));
        Assert.Equal("unix:" + path, address.Endpoint?.ToString());
    }

    [Theory]
    [InlineData("a/b?c", "a", "/b?c")]
    [InlineData("a:80?c/d", "a", "?c/d")]
    [InlineData("[::1]:8080/x", "[::1]", "/x")]
    [InlineData("a/b:c", "a", "/b:c")]
    public void What_stands_behind_an_address(string text, string host, string uri)
    {
        NginxAddress address = NginxAddress.Parse(text, 80, allowsUri: true);

        Assert.Null(address.Error);
        Assert.Equal((host, uri), (address.Host, address.Uri));
    }

    [Theory]
    [InlineData("", "no host")]
    [InlineData(":80", "no host")]
    [InlineData("a:0", "invalid port")]
    [InlineData("a:65536", "invalid port")]
    [InlineData("a:x", "invalid port")]
    [InlineData("a/b", "invalid host")]
    [InlineData("[::1", "invalid host")]
    [InlineData("[::1]x", "invalid host")]
    [InlineData("[]:80", "no host")]
    [InlineData("[1.2.3.4]:80", "invalid IPv6 address")]
    [InlineData("unix:", "no path in the unix domain socket")]
    public void What_nginx_does_not_take(string text, string error) => Assert.Equal(error, NginxAddress.Parse(text, 0, allowsUri: false).Error);

    [Fact]
    public void A_path_that_a_socket_cannot_have() =>
        Assert.Equal("too long path in the unix domain socket", NginxAddress.Parse("unix:/" + new string('a', 107), 0, allowsUri: false).Error);
}
