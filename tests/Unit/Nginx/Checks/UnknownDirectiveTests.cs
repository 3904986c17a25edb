using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Checks;

public sealed class UnknownDirectiveTests
{
    [Theory]
    [InlineData("http { fastcgi_read_timout 5; }", "\"fastcgi_read_timeout\" may have been meant.")]
    [InlineData("http { sever { } }", "\"server\" may have been meant.")]
    [InlineData("http { server { locaiton / { } } }", "\"location\" may have been meant.")]
    [InlineData("woker_processes 1;", "\"worker_processes\" may have been meant.")]
    [InlineData("http { fastcgi_read_time 5; }", "Correct its spelling, or load the module that brings it.")]
    public void The_likely_spelling_is_told(string text, string advice)
    {
        ConfigurationDiagnostic found = Assert.Single(Check(text), found => found.Id == "UnknownDirective");

        Assert.Equal(Severity.Error, found.Severity);
        Assert.Equal(advice, found.Advice);
    }

    [Theory]
    [InlineData("load_module modules/ngx_http_fancy_module.so; http { fancy on; }")]
    [InlineData("http { lua_package_path x; }")]
    [InlineData("http { server { location / { content_by_lua_block { ngx.say('}') } } } }")]
    [InlineData("http { server { location / { more_set_headers x; } } }")]
    public void What_another_module_may_bring_is_a_warning(string text) =>
        Assert.Equal(Severity.Warning, Assert.Single(Check(text), found => found.Id == "UnknownDirective").Severity);

    [Fact]
    public void A_module_of_nginx_itself_brings_nothing_unknown() =>
        Assert.Equal(Severity.Error, Assert.Single(Check("load_module modules/ngx_stream_module.so; fancy on;"), found => found.Id == "UnknownDirective").Severity);

    [Fact]
    public void Blocks_that_are_not_known_are_not_looked_into() =>
        Assert.Single(Check("load_module modules/x.so; rtmp { server { listen 1935; application live { live on; } } }"), found => found.Id == "UnknownDirective");

    [Fact]
    public void Variables_of_another_module_are_a_warning()
    {
        ConfigurationDiagnostic found = Assert.Single(
            Check("load_module modules/x.so; http { server { location / { return 200 $geoip2_country; } } }"), found => found.Id == "UnknownVariable");

        Assert.Equal(Severity.Warning, found.Severity);
    }

    [Theory]
    [InlineData("1.22.1", "http { server { http2 on; } }", "nginx 1.22.1 does not know it: other releases do.")]
    [InlineData("1.31.5", "http { server { ssl on; } }", "nginx 1.31.5 does not know it: other releases do.")]
    public void Releases_know_different_directives(string version, string text, string advice) =>
        Assert.Equal(advice, Assert.Single(Check(text, version), found => found.Id == "UnknownDirective").Advice);

    [Theory]
    [InlineData(null)]
    [InlineData("1.24.0")]
    public void A_release_that_is_not_known_may_know_all(string? version) =>
        Assert.DoesNotContain(Check("http { proxy_http_version 2; server { http2 on; ssl on; } upstream a { server 127.0.0.1:1; keepalive 2 local; } }", version), found => found.Severity >= Severity.Error);

    [Fact]
    public void What_an_enum_takes_depends_on_the_release() =>
        Assert.Contains(Check("http { proxy_http_version 2; }", "1.22.1"), found => found.Message == "invalid value \"2\"");

    private static IReadOnlyList<ConfigurationDiagnostic> Check(string text, string? version = null)
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", text + " events { }");
        return tree.Read(options: new NginxReadingOptions { Version = version is null ? null : new Version(version) }).Check();
    }
}
