using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Integration;

public class ProbeUriTests
{
    [Theory]
    [InlineData(@"~ \.php$", "/")]
    [InlineData(@"~ [^/]\.php(/|$)", "/")]
    [InlineData(@"~* \.PHP$", "/")]
    [InlineData("/", "/")]
    [InlineData("", "/")]
    [InlineData("/app", "/app/")]
    [InlineData("^~ /app/", "/app/")]
    [InlineData(@"~ ^/shop/.+\.php$", "/shop/")]
    [InlineData(@"/app/ > ~ \.php$", "/app/")]
    [InlineData(@"~ ^/(index|admin)\.php$", null)]
    [InlineData(@"~ \.PHP$", null)]
    [InlineData("= /index.php", null)]
    [InlineData("@php", null)]
    [InlineData("~ (", null)]
    [InlineData(@"~ ^/other/.+\.php$ > /app/", null)]
    public void A_directory_that_the_location_takes(string location, string? directory) => Assert.Equal(directory, ProbeUri.DirectoryFor(location, "nginx502-probe-0A.php"));

    [Theory]
    [InlineData("$document_root$fastcgi_script_name", "/srv/shop/app/x.php")]
    [InlineData("$request_filename", "/srv/shop/app/x.php")]
    [InlineData("/srv/front/index.php", "/srv/front/index.php")]
    [InlineData("/srv/${host}$uri", "/srv/shop.example/app/x.php")]
    [InlineData("$own$uri", null)]
    [InlineData(null, null)]
    [InlineData("/srv/***/x.php", null)]
    public void What_is_handed_over(string? text, string? expected) => Assert.Equal(expected, HandedOver.Resolve(text, UpstreamOf("root", "/app/"), "/app/x.php", "shop.example"));

    [Theory]
    [InlineData("$document_root$fastcgi_script_name", "/srv/shop/app/x.php")]
    [InlineData("$request_filename", "/srv/shop/x.php")]
    public void What_is_handed_over_of_an_alias(string text, string expected) => Assert.Equal(expected, HandedOver.Resolve(text, UpstreamOf("alias", "/app/"), "/app/x.php", "shop.example"));

    [Theory]
    [InlineData("nginx502-probe-0123456789ABCDEF0123456789ABCDEF", false, true)]
    [InlineData("nginx502-probe-0123456789ABCDEF0123456789ABCDEF.php", true, true)]
    [InlineData("nginx502-probe-0123456789ABCDEF0123456789ABCDEF.php", false, false)]
    [InlineData("nginx502-probe-0123456789ABCDEF0123456789ABCDEF", true, false)]
    [InlineData("nginx502-probe-0123456789ABCDEF0123456789ABCDEF.", true, false)]
    [InlineData("nginx502-probe-0123456789abcdef0123456789abcdef.php", true, false)]
    [InlineData("nginx502-probe-0123.php", true, false)]
    [InlineData("nginx502", false, false)]
    [InlineData("Nginx502-probe-0123456789ABCDEF0123456789ABCDEF", false, false)]
    public void Names_that_are_ours(string name, bool hasExtension, bool isOurs) => Assert.Equal(isOurs, PhpProbe.IsOurs(name, PhpProbe.Prefix, hasExtension));

    [Fact]
    public void A_probe_holds_the_hash_of_its_token_and_its_end()
    {
        var probe = new PhpProbe(".php", DateTimeOffset.FromUnixTimeSeconds(1_764_000_000));
        string script = System.Text.Encoding.ASCII.GetString(probe.Script.Span);

        Assert.Contains("time() > 1764000060 ", script, StringComparison.Ordinal);
        Assert.DoesNotContain(probe.Token, script, StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN_HASH", script, StringComparison.Ordinal);
        Assert.NotEqual(probe.Token, new PhpProbe(".php", DateTimeOffset.UnixEpoch).Token);
        Assert.True(PhpProbe.IsOurs(probe.FileName, PhpProbe.Prefix, hasExtension: true));
    }

    private static NginxUpstream UpstreamOf(string directive, string location) => new()
    {
        Location = location,
        Protocol = UpstreamProtocol.FastCgi,
        Settings = [new NginxSetting(directive, "/srv/shop/", NginxSettingScope.Location, "/etc/nginx/nginx.conf", 1)],
    };
}
