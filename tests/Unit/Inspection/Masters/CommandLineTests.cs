using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Masters;

public sealed class CommandLineTests
{
    [Fact]
    public void Arguments_of_nginx_are_read_as_nginx_reads_them()
    {
        NginxCommandLine line = NginxCommandLine.Parse(["/usr/sbin/nginx", "-qc", "my conf/n.conf", "-p/srv/my prefix", "-e", "/e.log", "-g", "user a b; daemon off;"]);

        Assert.Equal(("/usr/sbin/nginx", "my conf/n.conf", "/srv/my prefix", "/e.log", "user a b; daemon off;"), (line.Program, line.ConfigurationPath, line.Prefix, line.ErrorLog, line.Directives));
        Assert.True(line.IsExact);
        Assert.Equal(["-c", "my conf/n.conf", "-p", "/srv/my prefix", "-e", "/e.log", "-g", "user a b; daemon off;"], line.ToArguments());
        Assert.False(NginxCommandLine.Parse("nginx: master process nginx -c a")!.IsExact);
    }

    [Theory]
    [InlineData("nginx: master process nginx -g daemon off;", true)]
    [InlineData("nginx: master process nginx -g dae", true)]
    [InlineData("nginx: master process nginx -g daemon on;", false)]
    [InlineData("nginx: worker process", false)]
    public void Arguments_belong_to_a_title_that_joins_them(string title, bool expected) =>
        Assert.Equal(expected, NginxCommandLine.IsOfTitle(["nginx", "-g", "daemon off;"], title));

    [Fact]
    public void Arguments_of_php_fpm_are_read_as_php_reads_them()
    {
        FpmCommandLine line = FpmCommandLine.Parse(["php-fpm", "-F", "--fpm-config=/a b.conf", "-d", "memory_limit=1G", "-dfoo=1", "-d=bar", "--define", "x=y", "-p=/srv", "-c", "/i.ini", "--no-php-ini", "-R", "--pid", "/p"]);

        Assert.Equal(("php-fpm", "/a b.conf", "/srv", "/p", "/i.ini"), (line.Program, line.ConfigurationPath, line.Prefix, line.PidPath, line.PhpIniPath));
        Assert.Equal(["memory_limit=1G", "foo=1", "bar", "x=y"], line.Definitions);
        Assert.True(line.IsWithoutPhpIni && line.AllowsRoot);
        Assert.Equal(["-y", "/a b.conf", "-p", "/srv", "-g", "/p", "-c", "/i.ini", "-d", "memory_limit=1G", "-d", "foo=1", "-d", "bar", "-d", "x=y", "-n", "-R"], line.ToArguments());
    }

    [Fact]
    public void Options_that_are_not_given_are_none()
    {
        FpmCommandLine line = FpmCommandLine.Parse(["/usr/sbin/php-fpm8.2", "--nodaemonize", "-y"]);

        Assert.Equal(("", null, null, null), (line.ConfigurationPath, line.Prefix, line.PidPath, line.PhpIniPath));
        Assert.False(line.IsWithoutPhpIni || line.AllowsRoot);
        Assert.Empty(line.Definitions);
    }
}
