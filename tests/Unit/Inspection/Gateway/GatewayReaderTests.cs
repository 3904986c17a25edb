namespace Nginx502.UnitTests.Inspection.Gateway;

public sealed class GatewayReaderTests
{
    [Fact]
    public void A_copy_of_a_server_is_read_where_its_distribution_put_things()
    {
        using GatewayTree tree = GatewayTree.Pair();

        NginxReading nginx = tree.Nginx();
        FpmReading fpm = tree.Fpm();

        Assert.Equal((GatewayTree.NginxPath, false), (nginx.Configuration.Path, nginx.Instance.IsOurs));
        Assert.Equal("unix:/run/php/php8.2-fpm.sock", Assert.Single(nginx.Configuration.Upstreams).Upstream);
        Assert.Equal((GatewayTree.FpmPath, "8.2", null), (fpm.Configuration.Path, fpm.Configuration.Options.PhpVersion, fpm.Instance.Master));
        Assert.Equal("/run/php/php8.2-fpm.sock", Assert.Single(fpm.Configuration.Pools).Listen);
    }

    [Fact]
    public void Every_version_of_php_fpm_is_read()
    {
        using GatewayTree tree = GatewayTree.Pair();
        tree.Write("/etc/php/8.3/fpm/php-fpm.conf", "[new]\nlisten = 9000\npm = static\npm.max_children = 1\n");

        Assert.Equal([("8.2", "www"), ("8.3", "new")], GatewayReader.ReadFpm(tree.Target).Readings.Select(reading => (reading.Configuration.Options.PhpVersion!, reading.Configuration.Pools[0].Pool)));
    }

    [Fact]
    public void A_configuration_that_is_named_is_the_only_one()
    {
        using GatewayTree tree = GatewayTree.Pair();
        tree.Write("/srv/nginx.conf", "events { } http { server { location / { fastcgi_pass a:1; } } }");
        tree.Write("/srv/fpm.conf", "[own]\nlisten = 9001\npm = static\npm.max_children = 1\n");
        GatewayTarget target = tree.Target with { NginxConfigurationPath = "/srv/nginx.conf", FpmConfigurationPath = "/srv/fpm.conf" };

        Assert.Equal("a:1", Assert.Single(GatewayReader.ReadNginx(target).Readings).Configuration.Upstreams[0].Upstream);
        FpmReading fpm = Assert.Single(GatewayReader.ReadFpm(target).Readings);
        Assert.Equal(("own", null), (fpm.Configuration.Pools[0].Pool, fpm.Configuration.Options.PhpVersion));
    }

    [Fact]
    public void Where_nothing_is_it_says_where_it_looked()
    {
        using var tree = new GatewayTree();

        GatewayReadings<NginxReading> nginx = GatewayReader.ReadNginx(tree.Target);
        GatewayReadings<FpmReading> fpm = GatewayReader.ReadFpm(tree.Target);

        Assert.Empty(nginx.Readings);
        Assert.Empty(fpm.Readings);
        Assert.Contains("configuration /etc/nginx/nginx.conf (usual place): not there", nginx.LookedAt);
        Assert.Contains("configuration /etc/php/*/fpm/php-fpm.conf (usual place): not there", fpm.LookedAt);
    }

    [Fact]
    public void A_root_that_is_not_there_has_nothing()
    {
        var target = new GatewayTarget { RootPath = "/nowhere/at/all" };

        Assert.Empty(GatewayReader.ReadNginx(target).Readings);
        Assert.Empty(GatewayReader.ReadFpm(target).Readings);
    }

    [Fact]
    public void Links_do_not_lead_out_of_the_root()
    {
        using var tree = new GatewayTree();
        string outside = Directory.CreateTempSubdirectory("nginx502-").FullName;
        try
        {
            File.WriteAllText(outside + "/nginx.conf", "events { } http { server { location / { fastcgi_pass a:1; } } }");
            Directory.CreateDirectory(tree.PathHere("/etc/nginx"));
            File.CreateSymbolicLink(tree.PathHere(GatewayTree.NginxPath), outside + "/nginx.conf");

            Assert.Empty(GatewayReader.ReadNginx(tree.Target).Readings);
            Assert.Empty(Assert.Single(GatewayReader.ReadNginx(tree.Target with { NginxConfigurationPath = GatewayTree.NginxPath }).Readings).Configuration.Upstreams);
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }
}
