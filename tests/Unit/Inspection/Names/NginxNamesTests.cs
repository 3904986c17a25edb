using Nginx502.Inspection;
using Nginx502.UnitTests.Nginx;

namespace Nginx502.UnitTests.Inspection.Names;

public sealed class NginxNamesTests
{
    [Fact]
    public void Names_are_found_with_the_way_that_nginx_finds_them()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", """
            events { }
            http {
              resolver 10.0.0.2 valid=30s;
              map $host $pool { default mapped:9000; x literal:9000; y group; }
              upstream group { server one:9000; server 10.0.0.9:9000; server unix:/x.sock; }
              upstream changing { zone z 64k; resolver 10.0.0.3; server moving:9000 resolve; }
              server {
                server_name shop.example;
                location /a { fastcgi_pass literal:9000; }
                location /b { fastcgi_pass group; }
                location /c { fastcgi_pass $pool; }
                location /d { set $b byset:9001; resolver 10.0.0.4; proxy_pass https://$b/x; }
                location /e { fastcgi_pass changing; }
                location /f { proxy_pass http://web; }
                location /g { fastcgi_pass [::1]:9000; }
              }
            }
            """);

        IReadOnlyList<NginxName> names = NginxNames.Of(Read(tree), _ => true);

        Assert.Equal(
            [
                "byset PerRequest 10.0.0.4", "literal AtLoad ", "mapped PerRequest 10.0.0.2 valid=30s", "moving WhileRunning 10.0.0.3", "one AtLoad ", "web AtLoad ",
            ],
            names.Select(name => $"{name.Name} {name.Lookup} {name.Resolver?.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(["/a", "/c"], names.Single(name => name.Name == "literal").Uses.Select(use => use.Location).Distinct());
        Assert.Equal("web:80", names.Single(name => name.Name == "web").Uses[0].Endpoint.ToString());
        Assert.Equal(["byset"], NginxNames.Of(Read(tree), upstream => upstream.Location == "/d").Select(name => name.Name));
    }

    [Fact]
    public void Without_a_resolver_none_is_told()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", "events { } http { server { set $b php:9000; location / { fastcgi_pass $b; } } }");

        NginxName name = Assert.Single(NginxNames.Of(Read(tree), _ => true));

        Assert.Equal(("php", NameLookup.PerRequest, null), (name.Name, name.Lookup, name.Resolver));
    }

    private static NginxReading Read(TemporaryTree tree) => NginxReading.Of(new NginxInstance(null, tree.Files, "/nginx.conf", "/", null, null, null));
}
