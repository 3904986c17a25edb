using System.Text;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Masters;

public sealed class BuildTests
{
    private const string NginxText =
        "nginx version: openresty/1.21.4.1 (build 7)\n\0  -p prefix     : set prefix path (default: /usr/local/nginx/)\n  -e filename   : set error log file (default: stderr)\n"
        + "  -c filename   : set configuration file (default: conf/nginx.conf)\n\0configure arguments: --prefix=/usr/local/nginx --with-cc-opt='-g -O2 --prefix=/no' --user=www --with-http_ssl_module --with-stream=dynamic --without-http_fastcgi_module --add-module=../lua --add-dynamic-module=/src/brotli\n\0";

    private const string FpmText =
        "fpm is running, pid %d\0X-Powered-By: PHP/8.3.1\0.:/opt/php/lib/php\0DEFAULT_INCLUDE_PATH\0PEAR_INSTALL_DIR\0/opt/php\0PHP_PREFIX\0/opt/php/bin\0PHP_BINDIR\0/opt/php/etc\0PHP_SYSCONFDIR\0/srv/var\0PHP_LOCALSTATEDIR\0/opt/php/lib\0PHP_CONFIG_FILE_PATH\0"
        + "/opt/php/ini.d\0PHP_CONFIG_FILE_SCAN_DIR\0%s/php-fpm.conf\0";

    [Fact]
    public void Nginx_tells_what_it_was_built_with()
    {
        NginxBuild build = NginxBuild.Parse(Text(NginxText))!;

        Assert.Equal(("openresty", "1.21.4.1", "/usr/local/nginx", "conf/nginx.conf", "stderr"), (build.Product, build.Version, build.Prefix, build.ConfigurationPath, build.ErrorLogPath));
        Assert.Equal("--with-cc-opt=-g -O2 --prefix=/no", build.Arguments[1]);
        Assert.Equal(("www", null), (build.User, build.Group));
        Assert.True(build.Has("http_ssl_module") && build.Has("stream") && !build.Has("http_v2_module"));
        Assert.True(build.IsWithout("http_fastcgi_module"));
        Assert.Equal(["../lua", "/src/brotli"], build.AddedModules);
    }

    [Fact]
    public void Php_fpm_tells_its_directories_by_the_constants_of_php()
    {
        FpmBuild build = FpmBuild.Parse(Text(FpmText))!;

        Assert.Equal(("8.3.1", "/opt/php", "/opt/php/etc", "/srv/var"), (build.Version, build.Prefix, build.SysconfDirectory, build.LocalStateDirectory));
        Assert.Equal(("/opt/php/etc/php-fpm.conf", "/opt/php/lib", "/opt/php/ini.d"), (build.ConfigurationPath, build.PhpIniDirectory!, build.PhpIniScanDirectory));
        Assert.True(build.IsCertain);
        Assert.False(build.HasAcl || build.HasSystemd);
    }

    [Fact]
    public void Values_may_stand_behind_their_names()
    {
        FpmBuild build = FpmBuild.Parse(Text("fpm is running, pid %d\0X-Powered-By: PHP/8.3.1\0DEFAULT_INCLUDE_PATH\0.:/x\0PHP_PREFIX\0/opt/php\0PHP_BINDIR\0/opt/php/bin\0PHP_SYSCONFDIR\0/opt/php/etc\0PHP_LOCALSTATEDIR\0/opt/php/var\0"))!;

        Assert.Equal(("/opt/php", "/opt/php/etc", "/opt/php/var"), (build.Prefix, build.SysconfDirectory, build.LocalStateDirectory));
    }

    [Fact]
    public void What_the_constants_do_not_tell_configure_tells()
    {
        FpmBuild build = FpmBuild.Parse(Text("fpm is running, pid %d\0X-Powered-By: PHP/8.4.0-dev\0 './configure'  '--enable-fpm' '--with-config-file-path=/usr/local/etc/php' '--with-config-file-scan-dir=/usr/local/etc/php/conf.d' 'CFLAGS=-O2 -g'\0"))!;

        Assert.Equal(("8.4.0-dev", "/usr/local", "/usr/local/etc/php-fpm.conf", "/usr/local/var"), (build.Version, build.Prefix, build.ConfigurationPath, build.LocalStateDirectory));
        Assert.Equal(("/usr/local/etc/php", "/usr/local/etc/php/conf.d"), (build.PhpIniDirectory!, build.PhpIniScanDirectory));
        Assert.Equal("CFLAGS=-O2 -g", build.Arguments[^1]);
        Assert.True(build.IsCertain);
    }

    [Fact]
    public void What_nothing_tells_is_usual_and_said_to_be_uncertain()
    {
        FpmBuild build = FpmBuild.Parse(Text("fpm is running, pid %d\0X-Powered-By: PHP/7.4.3\0\0%s/php/%d.%d/fpm/php-fpm.conf\0"))!;

        Assert.Equal(("/usr", "/etc/php/7.4/fpm/php-fpm.conf", "/var"), (build.Prefix, build.ConfigurationPath, build.LocalStateDirectory));
        Assert.False(build.IsCertain);
    }

    [Theory]
    [InlineData("/bin/sh", "is not nginx")]
    [InlineData("/etc/passwd", "is not a program")]
    [InlineData("/etc", "is a directory")]
    [InlineData("/none", "is not there")]
    public void Another_file_is_no_build(string path, string expected)
    {
        Assert.Null(NginxBuild.Read(path, out string? problem));
        Assert.Equal(expected, problem);
        Assert.Null(FpmBuild.Read(FileTree.Host, path, out problem));
        Assert.Equal(expected.Replace("nginx", "php-fpm", StringComparison.Ordinal), problem);
    }

    private static ProgramText Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
