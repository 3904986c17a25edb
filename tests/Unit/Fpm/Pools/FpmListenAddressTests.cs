namespace Nginx502.UnitTests.Fpm.Pools;

public class FpmListenAddressTests
{
    [Theory]
    [InlineData("/run/php/x.sock", "unix:/run/php/x.sock", false, true, true)]
    [InlineData("9000", "127.0.0.1:9000", true, false, true)]
    [InlineData("0.0.0.0:9000", "127.0.0.1:9000", true, false, true)]
    [InlineData("0:9000", "127.0.0.1:9000", true, false, true)]
    [InlineData("[::]:9000", "127.0.0.1:9000", true, false, true)]
    [InlineData(":::9000", "127.0.0.1:9000", true, false, true)]
    [InlineData("*:9000", "[::1]:9000", false, true, true)]
    [InlineData("127.0.0.1:9000", "127.0.0.1:9000", false, true, true)]
    [InlineData("127.1:09000", "127.0.0.1:9000", false, true, true)]
    [InlineData("[::1]:9000", "[::1]:9000", false, true, true)]
    [InlineData("::1:9000", "[::1]:9000", false, true, true)]
    [InlineData("localhost:9000", "localhost:9000", false, true, true)]
    [InlineData("10.0.0.5:9000", "10.0.0.5:9000", false, false, true)]
    [InlineData("php:9000", "php:9000", false, false, true)]
    [InlineData(":9000", null, false, false, false)]
    [InlineData("127.0.0.1:0", null, false, true, false)]
    [InlineData("127.0.0.1:70000", null, false, true, false)]
    [InlineData("99999", null, true, false, false)]
    [InlineData("127.0.0.1:http", null, false, true, false)]
    [InlineData("/run/a:b.sock", null, false, false, false)]
    public void An_address_is_taken_as_php_fpm_takes_it(string listen, string? endpoint, bool everywhere, bool here, bool isValid)
    {
        FpmPool pool = FpmFiles.Pool($"listen = \"{listen}\"");

        Assert.Equal(endpoint, pool.Endpoint?.ToString());
        Assert.Equal((everywhere, here, isValid), (pool.ListensOnAllAddresses, pool.ListenAddress!.IsThisMachineOnly, pool.ListenAddress.IsValid));
    }
}
