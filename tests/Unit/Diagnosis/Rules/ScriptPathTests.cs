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
        Remedy? remedy = ScriptPath.Correct(Upstream(handed, root, Conf), chroot, [Upstream(handed, root, Conf)]);

        Assert.Equal(
            wanted is null ? null : $"Get-NginxUpstream -Server shop.example -Location '~ \\.php$' | Set-NginxUpstreamTuning -Directive @{{ 'fastcgi_param SCRIPT_FILENAME' = '{wanted}' }} -Reload",
            remedy?.Command);
    }

    [Fact]
    public void A_line_that_other_places_include_is_named_and_left_to_a_person()
    {
        Remedy remedy = ScriptPath.Correct(Upstream("/old$fastcgi_script_name", "/srv/shop", "/etc/nginx/fastcgi.conf"), null, [])!;

        Assert.Null(remedy.Command);
        Assert.StartsWith("/etc/nginx/fastcgi.conf:7 hands over SCRIPT_FILENAME /old$fastcgi_script_name.", remedy.Description, StringComparison.Ordinal);
    }

    // Whoever edits what others include breaks them: the site gets a line of its own, behind the include.
    [Theory]
    [InlineData("/srv/shop/htdocs$fastcgi_script_name", "/srv/shop", "Write SCRIPT_FILENAME as seen below /srv/shop, fastcgi_param SCRIPT_FILENAME /htdocs$fastcgi_script_name; into the location of this site, /etc/nginx/sites-enabled/shop:9, behind the include: php-fpm takes the last one. Then reload nginx. Leave the line that hands it over now as it is: blog.example has it too.")]
    [InlineData("/old$fastcgi_script_name", null, "/etc/nginx/fastcgi.conf:7 hands over SCRIPT_FILENAME /old$fastcgi_script_name. blog.example has that line too: where it is right there, leave it as it is, and write fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; into the location of this site, /etc/nginx/sites-enabled/shop:9, behind the include: php-fpm takes the last one. Then reload nginx.")]
    public void A_line_of_other_sites_stays(string handed, string? chroot, string expected)
    {
        NginxUpstream own = Upstream(handed, "/srv/shop", "/etc/nginx/fastcgi.conf");
        NginxUpstream other = Upstream(handed, "/srv/blog", "/etc/nginx/fastcgi.conf", "blog.example", "/etc/nginx/sites-enabled/blog");

        Remedy remedy = ScriptPath.Correct(own, chroot, [own, other])!;

        Assert.Equal((expected, "nginx -t && systemctl reload nginx"), (remedy.Description, remedy.Command));
        Assert.DoesNotContain("blog.example", ScriptPath.Correct(own, chroot, [own, Upstream(handed, "/srv/blog", "/etc/nginx/other.conf", "blog.example", "/etc/nginx/sites-enabled/blog")])!.Description, StringComparison.Ordinal);
    }

    // Both sites include the very location: neither is changed with the other.
    [Fact]
    public void A_location_of_other_sites_stays_too()
    {
        NginxUpstream own = Upstream("/srv/shop/htdocs$fastcgi_script_name", "/srv/shop", Conf);
        NginxUpstream other = Upstream("/srv/shop/htdocs$fastcgi_script_name", "/srv/blog", Conf, "blog.example");

        Assert.Contains("into a location of this site alone in place of that of /etc/nginx/sites-enabled/shop:9, which others have too", ScriptPath.Correct(own, "/srv/shop", [own, other])!.Description, StringComparison.Ordinal);
    }

    // What stands outside of the location is inherited as a whole, or not at all.
    [Fact]
    public void A_line_that_is_inherited_is_not_replaced_alone()
    {
        NginxUpstream own = Upstream("/old$fastcgi_script_name", "/srv/shop", "/etc/nginx/fastcgi.conf", scope: NginxSettingScope.Http);

        Assert.Contains("behind an include of all other parameters", ScriptPath.Correct(own, null, [own, Upstream("/old$fastcgi_script_name", "/srv/blog", "/etc/nginx/fastcgi.conf", "blog.example")])!.Description, StringComparison.Ordinal);
    }

    private static NginxUpstream Upstream(string? handed, string? root, string path, string server = "shop.example", string conf = Conf, NginxSettingScope scope = NginxSettingScope.Location) => new()
    {
        Server = server,
        Location = @"~ \.php$",
        Path = conf,
        LineNumber = 9,
        Settings =
        [
            .. root is null ? [] : (NginxSetting[])[new("root", root, NginxSettingScope.Server, conf, 3)],
            .. handed is null ? [] : (NginxSetting[])[new("fastcgi_param SCRIPT_FILENAME", handed, scope, path, 7)],
        ],
    };
}
