namespace Nginx502.UnitTests.Words;

public class FpmEndpointTests
{
    [Theory]
    [InlineData("unix:/run/php/php8.2-fpm.sock", "unix:/run/php/php8.2-fpm.sock")]
    [InlineData("/run/php/php8.2-fpm.sock", "unix:/run/php/php8.2-fpm.sock")]
    [InlineData("fastcgi://unix:/run/x.sock:", "unix:/run/x.sock")]
    [InlineData("fastcgi://unix:/run/x.sock", "unix:/run/x.sock")]
    [InlineData("FastCGI://UNIX:/run/X.sock", "unix:/run/X.sock")]
    [InlineData("  /run/with space.sock ", "unix:/run/with space.sock")]
    [InlineData("127.0.0.1:9000", "127.0.0.1:9000")]
    [InlineData("fastcgi://127.0.0.1:9000", "127.0.0.1:9000")]
    [InlineData("9000", "127.0.0.1:9000")]
    [InlineData("09000", "127.0.0.1:9000")]
    [InlineData("[::1]:9000", "[::1]:9000")]
    [InlineData("[0:0:0:0:0:0:0:1]:9000", "[::1]:9000")]
    [InlineData("[2001:DB8::5]:65535", "[2001:db8::5]:65535")]
    [InlineData("php:9000", "php:9000")]
    [InlineData("php_fpm-1.shop.internal:1", "php_fpm-1.shop.internal:1")]
    public void Accepted_forms_and_back(string text, string expected)
    {
        FpmEndpoint endpoint = FpmEndpoint.Parse(text);

        Assert.Equal(expected, endpoint.ToString());
        Assert.Equal(endpoint, FpmEndpoint.Parse(endpoint.ToString()));
        Assert.Equal(endpoint.GetHashCode(), FpmEndpoint.Parse(endpoint.ToString()).GetHashCode());
        Assert.Equal(endpoint.SocketPath is not null, endpoint.IsUnixSocket);
        Assert.Equal(endpoint.IsUnixSocket, endpoint.Host is null);
        Assert.Equal(endpoint.IsUnixSocket, endpoint.Port == 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("backend")]
    [InlineData("fastcgi://backend")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("unix:")]
    [InlineData("unix:/")]
    [InlineData("unix:relative.sock")]
    [InlineData("/run/nul\0.sock")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:99999999999")]
    [InlineData("127.0.0.1:+9000")]
    [InlineData("127.0.0.1:")]
    [InlineData(":9000")]
    [InlineData("*:9000")]
    [InlineData("::1:9000")]
    [InlineData("[::1]")]
    [InlineData("[::1]9000")]
    [InlineData("[127.0.0.1]:9000")]
    [InlineData("[]:9000")]
    [InlineData("host/path:9000")]
    [InlineData("-1")]
    public void Refused_forms(string? text)
    {
        Assert.False(FpmEndpoint.TryParse(text, out FpmEndpoint? endpoint));
        Assert.Null(endpoint);
    }

    [Fact]
    public void A_refusal_says_what_is_accepted_and_shows_the_text_safely()
    {
        FormatException exception = Assert.Throws<FormatException>(() => FpmEndpoint.Parse("\u001b[2Jx"));

        Assert.Contains(FpmEndpoint.AcceptedForms, exception.Message, StringComparison.Ordinal);
        Assert.Contains("'\\x1B[2Jx'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PHP:9000", "php:9000", true)]
    [InlineData("9000", "127.0.0.1:9000", true)]
    [InlineData("/run/x.sock", "fastcgi://unix:/run/x.sock:", true)]
    [InlineData("/run/x.sock", "/run/X.sock", false)]
    [InlineData("php:9000", "php:9001", false)]
    [InlineData("localhost:9000", "127.0.0.1:9000", false)]
    public void Equality(string one, string other, bool expected)
    {
        var first = FpmEndpoint.Parse(one);
        var second = FpmEndpoint.Parse(other);

        Assert.Equal(expected, first.Equals(second));
        Assert.Equal(expected, first.Equals((object)second));
        Assert.Equal(expected, first.GetHashCode() == second.GetHashCode());
        Assert.False(first.Equals(null));
    }
}
