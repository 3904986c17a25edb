using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Programs;

public sealed class ConfigurationMaskTests
{
    private static readonly LineMask Mask = ConfigurationMask.For(new HashSet<string> { "/pool" }, new HashSet<string> { "/site" });

    [Theory]
    [InlineData("/pool", "env[DB_PASSWORD] = hunter2")]
    [InlineData("/pool", "php_admin_value[mysqli.default_pw] = hunter2")]
    [InlineData("/site", "fastcgi_param DB_PASSWORD hunter2;")]
    [InlineData("/site", "proxy_set_header Authorization \"Bearer hunter2\";")]
    [InlineData("/neither", "env[DB_PASSWORD] = hunter2")]
    [InlineData("/neither", "fastcgi_param DB_PASSWORD hunter2;")]
    public void Secrets_are_masked(string path, string line) => Assert.DoesNotContain("hunter2", Mask(path, line), StringComparison.Ordinal);

    [Theory]
    [InlineData("/pool", "pm.max_children = 20 ; more")]
    [InlineData("/pool", "\tlisten\t=\t/run/php/php8.2-fpm.sock")]
    [InlineData("/site", "\tfastcgi_pass unix:/run/php/php8.2-fpm.sock; # pool www")]
    [InlineData("/neither", "pm.max_children = 20")]
    [InlineData("/neither", "[www]")]
    [InlineData("/neither", "\tfastcgi_read_timeout 60s;")]
    public void What_is_no_secret_is_shown(string path, string line) => Assert.Equal(line, Mask(path, line));
}
