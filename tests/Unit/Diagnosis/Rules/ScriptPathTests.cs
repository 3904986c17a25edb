using Nginx502.Diagnosis;

namespace Nginx502.UnitTests.Diagnosis.Rules;

public sealed class ScriptPathTests
{
    private const string Conf = "/etc/nginx/sites-enabled/shop";

    [Theory]
    [InlineData("/old/shop$fastcgi_script_name", "/srv/shop", null, "$document_root$fastcgi_script_name")]
    [InlineData("/srv/shop/htdocs$fastcgi_script_name", null, "/srv/shop", "/htdocs$fastcgi_script_name")]
    [InlineData("$document_root$fastcgi_script_name", "/srv/shop/htdocs/", "/srv/shop/", "/htdocs$fastcgi_script_name")]
    [InlineData("\"$realpath_root$fastcgi_script_name\"", "/srv/shop", "/srv/shop", "$fastcgi_script_name")]
    [InlineData("$document_root$fastcgi_script_name", "/srv/shop", null, null)]
    [InlineData("$realpath_root$fastcgi_script_name", "/srv/shop", null, null)]
    [InlineData("$request_filename", "/srv/shop", null, null)]
    [InlineData("/htdocs$fastcgi_script_name", "/htdocs", "/srv/shop", null)]
    [InlineData("$document_root$fastcgi_script_name", "/htdocs", "/srv/shop", null)]
    [InlineData("$document_root$fastcgi_script_name", "/srv/shopping", "/srv/shop", null)]
    [InlineData(null, "/srv/shop", null, null)]
    public void The_path_that_the_pool_needs(string? handed, string? root, string? chroot, string? wanted)
    {
        Remedy? remedy = ScriptPath.Correct(Upstream(handed, root, Conf), chroot);

        Assert.Equal(
            wanted is null ? null : $"Get-NginxUpstream -Server shop.example -Location '~ \\.php$' | Set-NginxUpstreamTuning -Directive @{{ 'fastcgi_param SCRIPT_FILENAME' = '{wanted}' }} -Reload",
            remedy?.Command);
    }

    [Fact]
    public void A_line_that_other_places_include_is_named_and_left_to_a_person()
    {
        Remedy remedy = ScriptPath.Correct(Upstream("/old$fastcgi_script_name", "/srv/shop", "/etc/nginx/fastcgi.conf"), null)!;

        Assert.Null(remedy.Command);
        Assert.StartsWith("/etc/nginx/fastcgi.conf:7 hands over SCRIPT_FILENAME /old$fastcgi_script_name.", remedy.Description, StringComparison.Ordinal);
    }

    private static NginxUpstream Upstream(string? handed, string? root, string path) => new()
    {
        Server = "shop.example",
        Location = @"~ \.php$",
        Path = Conf,
        Settings =
        [
            .. root is null ? [] : (NginxSetting[])[new("root", root, NginxSettingScope.Server, Conf, 3)],
            .. handed is null ? [] : (NginxSetting[])[new("fastcgi_param SCRIPT_FILENAME", handed, NginxSettingScope.Location, path, 7)],
        ],
    };
}
