using System.Net;
using System.Text;
using Nginx502.Inspection;
using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Inspection;

/// <summary>The site is asked where its own server listens.</summary>
public sealed class SiteListenersTests
{
    private const string Two = """
        server { listen 10.0.0.1:80 default_server; server_name other.example; }
        server { listen 10.0.0.2:80; server_name shop.example *.shop.example; }
        """;

    [Theory]
    [InlineData(Two, "10.0.0.1 10.0.0.2", "shop.example", "10.0.0.2:80")]
    [InlineData(Two, "10.0.0.1 10.0.0.2", "www.shop.example", "10.0.0.2:80")]
    [InlineData(Two, "10.0.0.1 10.0.0.2", "unknown.example", "10.0.0.1:80")]
    [InlineData("server { listen 80; server_name shop.example; }", "0.0.0.0", "shop.example", "127.0.0.1:80")]
    [InlineData("server { server_name shop.example; }", "0.0.0.0", "shop.example", "127.0.0.1:80")]
    [InlineData("server { listen [::]:80; server_name ~^sh.p; }", "::", "shop.example", "[::1]:80")]
    [InlineData("server { listen 80; server_name shop.example; } server { listen 127.0.0.1:80; server_name status; }", "0.0.0.0", "shop.example", "10.9.9.9:80")]
    [InlineData("server { listen 80; server_name other.example; } server { listen 10.0.0.5:80; server_name shop.example; }", "0.0.0.0", "shop.example", "10.0.0.5:80")]
    [InlineData("server { listen 80 proxy_protocol; server_name shop.example; } server { listen 127.0.0.1:80; server_name shop.example; }", "0.0.0.0", "shop.example", "127.0.0.1:80")]
    public void TheServerOfItsNameIsAsked(string servers, string open, string host, string place) =>
        Assert.Equal(place, Choose(servers, open, host, out _)[0].ToString());

    [Fact]
    public void AListenerOfABalancerAloneIsNotAsked()
    {
        Assert.Empty(Choose("server { listen 80 proxy_protocol; server_name shop.example; }", "0.0.0.0", "shop.example", out bool isProxied));
        Assert.True(isProxied);
    }

    // The default server answers for a name that is mistyped, and does so well.
    [Theory]
    [InlineData(Two, "http://shop.example/", "")]
    [InlineData(Two, "http://www.shop.example/cart", "")]
    [InlineData(Two, "http://shpo.example/", "shpo.example")]
    [InlineData(Two, "http://127.0.0.1/", "")]
    [InlineData(Two, "http://localhost:8080/", "")]
    [InlineData("", "http://shpo.example/", "")]
    public void ANameThatNoServerHasIsFound(string servers, string site, string unserved)
    {
        string root = Directory.CreateTempSubdirectory("nginx502").FullName;
        try
        {
            File.WriteAllText(Path.Combine(root, "nginx.conf"), $"events {{ }}\nhttp {{\n{servers}\n}}\n", Encoding.UTF8);
            Assert.Equal(unserved, string.Join(' ', SiteNames.Unserved([.. SiteListeners.ServersOf(NginxConfiguration.Read("/nginx.conf", FileTree.At(root)))], [new Uri(site)])));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static IReadOnlyList<IPEndPoint> Choose(string servers, string open, string host, out bool isProxied)
    {
        string root = Directory.CreateTempSubdirectory("nginx502").FullName;
        try
        {
            File.WriteAllText(Path.Combine(root, "nginx.conf"), $"events {{ }}\nhttp {{\n{servers}\n}}\n", Encoding.UTF8);
            return SiteListeners.Choose(
                [.. SiteListeners.ServersOf(NginxConfiguration.Read("/nginx.conf", FileTree.At(root)))], [.. open.Split(' ').Select(IPAddress.Parse)], [IPAddress.Parse("10.9.9.9")], host, 80, out isProxied);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
