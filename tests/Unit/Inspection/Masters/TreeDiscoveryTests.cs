using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Masters;

/// <summary>What is found in the files of another machine, in which nothing runs.</summary>
public sealed class TreeDiscoveryTests : IDisposable
{
    private const string Fpm82 = "\u007FELFfpm is running, pid %d\0X-Powered-By: PHP/8.2.1\0/usr\0PHP_PREFIX\0/etc\0PHP_SYSCONFDIR\0/var\0PHP_LOCALSTATEDIR\0\0%s/php/%d.%d/fpm/php-fpm.conf\0";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nginx502-machine");
    private readonly FileTree _files;

    public TreeDiscoveryTests() => _files = FileTree.At(_directory.FullName);

    public void Dispose()
    {
        _files.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void An_installed_nginx_is_found_by_its_built_in_path()
    {
        Write("/usr/sbin/nginx", "\u007FELFnginx version: nginx/1.26.0\n\0set prefix path (default: /usr/share/nginx/)\nset configuration file (default: /etc/nginx/nginx.conf)\n\0");
        Write("/etc/nginx/nginx.conf", "");

        NginxInstanceSearch search = GatewayDiscovery.FindNginx(_files);

        NginxInstance instance = Assert.Single(search.Instances);
        Assert.Null(instance.Master);
        Assert.Equal(("/etc/nginx/nginx.conf", "/usr/share/nginx", "/etc/nginx", "/usr/sbin/nginx", "1.26.0"), (instance.ConfigurationPath, instance.Prefix, instance.ConfigurationPrefix, instance.ExecutablePath!, instance.Build!.Version));
        Assert.False(instance.IsOurs);
        Assert.Contains("configuration /etc/nginx/nginx.conf (built into /usr/sbin/nginx): there", search.LookedAt);
    }

    [Theory]
    [InlineData("/usr/local/openresty/nginx/conf/nginx.conf", "/usr/local/openresty/nginx")]
    [InlineData("/etc/nginx/nginx.conf", "/usr/share/nginx")]
    public void A_configuration_without_a_program_is_found_where_it_is_usual(string path, string prefix)
    {
        Write(path, "");

        NginxInstance instance = Assert.Single(GatewayDiscovery.FindNginx(_files).Instances);

        Assert.Equal((path, prefix, null), (instance.ConfigurationPath, instance.Prefix, instance.ExecutablePath));
    }

    [Fact]
    public void Several_versions_of_php_fpm_are_found_and_links_to_one_are_one()
    {
        Write("/usr/sbin/php-fpm8.2", Fpm82);
        Write("/usr/sbin/php-fpm8.3", Fpm82.Replace("8.2.1", "8.3.2", StringComparison.Ordinal));
        Write("/usr/sbin/php-fpm-broken", "text");
        File.CreateSymbolicLink(_directory.FullName + "/usr/sbin/php-fpm", "/usr/sbin/php-fpm8.2");
        Write("/etc/php/8.2/fpm/php-fpm.conf", "");
        Write("/etc/php/8.3/fpm/php-fpm.conf", "");

        FpmInstanceSearch search = GatewayDiscovery.FindFpm(_files);

        Assert.Equal(["/etc/php/8.2/fpm/php-fpm.conf", "/etc/php/8.3/fpm/php-fpm.conf"], search.Instances.Select(instance => instance.ConfigurationPath));
        Assert.Contains("/usr/sbin/php-fpm-broken is not a program.", search.Notes);
        Assert.Equal("8.3.2", search.Instances[1].Build!.Version);
    }

    [Theory]
    [InlineData("/etc/php-fpm.conf", "/usr")]
    [InlineData("/etc/opt/remi/php82/php-fpm.conf", "/usr")]
    [InlineData("/etc/php83/php-fpm.conf", "/usr")]
    [InlineData("/etc/php8/fpm/php-fpm.conf", "/usr")]
    [InlineData("/usr/local/etc/php-fpm.conf", "/usr/local")]
    [InlineData("/opt/plesk/php/8.2/etc/php-fpm.conf", "/opt/plesk/php/8.2")]
    [InlineData("/opt/cpanel/ea-php81/root/etc/php-fpm.conf", "/opt/cpanel/ea-php81/root")]
    public void Layouts_of_distributions_and_panels_are_known(string path, string prefix)
    {
        Write(path, "");

        FpmInstance instance = Assert.Single(GatewayDiscovery.FindFpm(_files).Instances);

        Assert.Equal((path, prefix), (instance.ConfigurationPath, instance.Prefix));
    }

    [Fact]
    public void A_configuration_that_the_caller_names_is_the_only_one()
    {
        Write("/etc/php-fpm.conf", "");
        Write("/srv/my.conf", "");

        FpmInstanceSearch search = GatewayDiscovery.FindFpm(_files, "/srv/my.conf");

        Assert.Equal("/srv/my.conf", Assert.Single(search.Instances).ConfigurationPath);
        Assert.Contains("configuration /srv/my.conf (named): there", search.LookedAt);
        Assert.Equal("/none", Assert.Single(GatewayDiscovery.FindNginx(_files, "/none").Instances).ConfigurationPath);
    }

    [Fact]
    public void Nothing_anywhere_says_where_it_looked()
    {
        FpmInstanceSearch fpm = GatewayDiscovery.FindFpm(_files);
        NginxInstanceSearch nginx = GatewayDiscovery.FindNginx(_files);

        Assert.Empty(fpm.Instances);
        Assert.Empty(nginx.Instances);
        Assert.Contains("program /usr/sbin/nginx (usual place): not there", nginx.LookedAt);
        Assert.Contains("configuration /etc/php/*/fpm/php-fpm.conf (usual place): not there", fpm.LookedAt);
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory.FullName + path)!);
        File.WriteAllText(_directory.FullName + path, text);
    }
}
