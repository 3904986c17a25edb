using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>Reading and testing configurations as a user does it.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly ServerCopy _server = new();

    public void Dispose()
    {
        _session.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("Get-FpmPool", "api www")]
    [InlineData("Get-FpmPool w*", "www")]
    [InlineData("Get-FpmPool api, www", "api www")]
    [InlineData("Get-FpmPool -PhpVersion 8.2", "api www")]
    [InlineData("Get-FpmPool -PhpVersion 8.1", "")]
    [InlineData("Get-FpmPool -ConfigurationPath /etc/php/8.2/fpm/pool.d/api.conf", "api")]
    [InlineData("Get-FpmPool -FpmConfigPath /etc/php/8.2/fpm/php-fpm.conf", "api www")]
    public void Pools_are_chosen(string call, string pools) =>
        Assert.Equal(pools, string.Join(' ', _session.Invoke(call + " -RootPath $args[0]", _server.Path).Clean().As<FpmPool>().Select(pool => pool.Pool)));

    [Theory]
    [InlineData("Get-NginxUpstream", 4)]
    [InlineData("Get-NginxUpstream shop.example", 2)]
    [InlineData("Get-NginxUpstream www.shop.example", 2)]
    [InlineData("Get-NginxUpstream * '= /export.php'", 1)]
    [InlineData("Get-NginxUpstream -Endpoint 9001", 1)]
    [InlineData("Get-NginxUpstream -Endpoint /run/php/php8.2-fpm.sock", 2)]
    [InlineData("Get-NginxUpstream none*", 0)]
    [InlineData("Get-NginxUpstream -NginxConfigPath /etc/nginx/nginx.conf", 4)]
    public void Upstreams_are_chosen(string call, int count) =>
        Assert.Equal(count, _session.Invoke(call + " -RootPath $args[0]", _server.Path).Clean().Output.Count);

    [Fact]
    public void A_server_that_nobody_named_is_an_error_and_the_others_are_given()
    {
        InvocationResult result = _session.Invoke("Get-NginxUpstream shop.example, none -RootPath $args[0]", _server.Path);

        Assert.Equal(["UpstreamNotFound"], result.ErrorIds);
        Assert.Equal(2, result.Output.Count);
    }

    [Theory]
    [InlineData("Test-FpmAlignment -Server none -RootPath $args[0]", true)]
    [InlineData("Test-FpmAlignment -Server none* -RootPath $args[0]", false)]
    [InlineData("Resolve-NginxUpstream none -NginxConfigPath $args[1]", true)]
    [InlineData("Resolve-NginxUpstream none* -NginxConfigPath $args[1]", false)]
    public void Nothing_of_a_server_that_is_not_there_is_no_good_answer(string call, bool isError)
    {
        InvocationResult result = _session.Invoke(call, _server.Path, Package.TestData("names/nginx.conf"));

        Assert.Equal(isError ? ["UpstreamNotFound"] : [], result.ErrorIds);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Pools_and_upstreams_find_each_other() => Assert.Equal(
        ["~ \\.php$", "= /export.php"],
        _session.Invoke("Get-FpmPool www -RootPath $args[0] | Get-NginxUpstream -RootPath $args[0]", _server.Path).Clean().As<NginxUpstream>().Select(upstream => upstream.Location));

    [Theory]
    [InlineData("Test-FpmAlignment", false)]
    [InlineData("Test-FpmAlignment -Pool www", false)]
    [InlineData("Test-FpmAlignment -ConfigurationPath /etc/php/8.2/fpm/pool.d/www.conf", false)]
    [InlineData("Test-FpmAlignment -Pool www -Server *shop*", true)]
    [InlineData("Test-FpmAlignment -Pool www -Server www.shop.example", true)]
    [InlineData("Test-FpmAlignment -Server blog*", false)]
    [InlineData("Test-FpmAlignment -Endpoint 9001", false)]
    [InlineData("Test-FpmConfiguration", true)]
    [InlineData("Test-NginxConfiguration", true)]
    public void Quiet_is_one_answer(string call, bool answer) =>
        Assert.Equal([answer], _session.Invoke(call + " -Quiet -RootPath $args[0]", _server.Path).Clean().As<bool>());

    [Fact]
    public void Files_that_disagree_are_both_named_with_their_lines()
    {
        AlignmentResult result = Assert.Single(_session.Invoke("Test-FpmAlignment -RootPath $args[0] -Server blog.example", _server.Path).Clean().As<AlignmentResult>());
        AlignmentMismatch mismatch = Assert.Single(result.Mismatches);

        Assert.Equal(AlignmentMismatchKind.PhpVersionPathMismatch, mismatch.Kind);
        Assert.Equal(502, mismatch.AttemptStatus);
        Assert.Equal("/etc/nginx/sites-enabled/blog:9 fastcgi_pass unix:/run/php/php8.1-fpm.sock;", $"{mismatch.NginxPlace!.Path}:{mismatch.NginxPlace.LineNumber} {mismatch.NginxPlace.Text}");
        Assert.Equal("/etc/php/8.2/fpm/pool.d/www.conf:6 listen = /run/php/php8.2-fpm.sock", $"{mismatch.FpmPlace!.Path}:{mismatch.FpmPlace.LineNumber} {mismatch.FpmPlace.Text}");
        Assert.Contains(mismatch.Remedies, remedy => remedy.Command == "Sync-FpmEndpoint -Pool www -Transport UnixSocket -Reload");
    }

    [Fact]
    public void A_pool_that_an_upstream_was_meant_for_fails_with_it()
    {
        AlignmentResult[] results = [.. _session.Invoke("Get-FpmPool www -RootPath $args[0] | Test-FpmAlignment -RootPath $args[0]", _server.Path).Clean().As<AlignmentResult>()];

        AlignmentResult broken = Assert.Single(results, result => result.Pool is null);
        Assert.Equal(("blog.example", "www", "/etc/php/8.2/fpm/pool.d/www.conf", false), (broken.Server!, broken.LikelyPool!, broken.LikelyConfigurationPath!, broken.Passed));
        Assert.DoesNotContain(_session.Invoke("Get-FpmPool api -RootPath $args[0] | Test-FpmAlignment -RootPath $args[0]", _server.Path).As<AlignmentResult>(), result => result.Server == "blog.example");
    }

    [Theory]
    [InlineData("Test-FpmAlignment")]
    [InlineData("Sync-FpmEndpoint www UnixSocket -WhatIf")]
    public void Files_that_a_program_would_refuse_are_warned_of(string call)
    {
        string nginx = _server.Path + "/etc/nginx/sites-enabled/api";
        string pool = _server.Path + "/etc/php/8.2/fpm/pool.d/api.conf";
        File.WriteAllText(nginx, File.ReadAllText(nginx).Replace("fastcgi_pass 127.0.0.1:9001;", "fastcgi_pass 127.0.0.1:9001"));
        File.WriteAllText(pool, File.ReadAllText(pool) + "nonsense = on\n");

        InvocationResult result = _session.Invoke(call + " -RootPath $args[0]", _server.Path);

        Assert.Contains(result.Warnings, warning => warning.StartsWith("nginx would refuse /etc/nginx/nginx.conf", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, warning => warning.StartsWith("php-fpm would refuse /etc/php/8.2/fpm/php-fpm.conf", StringComparison.Ordinal));
    }

    [Fact]
    public void The_remedy_mends_it()
    {
        string remedy = _session.Invoke("Test-FpmAlignment -RootPath $args[0] -Server blog.example", _server.Path).As<AlignmentResult>().Single().Mismatches[0].Remedies[0].Command!;

        _session.Invoke(remedy.Replace(" -Reload", string.Empty) + " -RootPath $args[0]", _server.Path).Clean();

        Assert.Equal([true], _session.Invoke("Test-FpmAlignment -Server blog.example -Quiet -RootPath $args[0]", _server.Path).Clean().As<bool>());
    }

    [Theory]
    [InlineData("Test-NginxConfiguration", "/etc/nginx/conf.d/upstreams.conf", "\tkeepalive 8;", "\tkeepalive many;", 3)]
    [InlineData("Test-NginxConfiguration", "/etc/nginx/sites-enabled/api", "\t\tfastcgi_pass 127.0.0.1:9001;", "\t\tfastcgi_pass 127.0.0.1:9001", 13)]
    [InlineData("Test-FpmConfiguration", "/etc/php/8.2/fpm/pool.d/www.conf", "pm.max_children = 5", "pm.max_childern = 5", 14)]
    [InlineData("Test-FpmConfiguration", "/etc/php/8.2/fpm/pool.d/www.conf", "pm = dynamic", "pm = dynamite", 13)]
    public void What_a_program_would_refuse_is_named_with_its_line(string call, string file, string right, string wrong, int line)
    {
        string text = _server.Read(file);
        Assert.Contains(right, text);
        File.WriteAllText(_server.Path + file, text.Replace(right, wrong));

        ConfigurationTestResult result = Assert.Single(_session.Invoke(call + " -RootPath $args[0]", _server.Path).Clean().As<ConfigurationTestResult>());

        Assert.False(result.Passed);
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Severity >= Severity.Error && diagnostic.Path == file && diagnostic.LineNumber == line);
        Assert.Equal([false], _session.Invoke(call + " -Quiet -RootPath $args[0]", _server.Path).Clean().As<bool>());
    }

    [Theory]
    [InlineData("Get-FpmPool none", "PoolNotFound", "www")]
    [InlineData("Test-FpmAlignment none", "PoolNotFound", "none")]
    [InlineData("Get-FpmPool -FpmConfigPath /etc/none.conf", "ConfigurationNotReadable|PathNotFound", "/etc/none.conf")]
    [InlineData("Get-NginxUpstream -NginxConfigPath /etc", "ConfigurationNotReadable|NotALogFile", "/etc")]
    [InlineData("Get-NginxUpstream -Endpoint nowhere", "ParameterArgumentTransformationError", "host:port")]
    [InlineData("Test-FpmAlignment -BalancerIdleTimeout 0", "ParameterArgumentValidationError", "longer than 0")]
    [InlineData("Test-FpmAlignment ''", "ParameterArgumentValidationError", "Pool")]
    public void A_mistake_says_what_is_wrong(string call, string ids, string says)
    {
        InvocationResult result = _session.Invoke(call + " -RootPath $args[0]", _server.Path);

        Assert.Empty(result.Output);
        Assert.Contains(Assert.Single(result.ErrorIds), ids.Split('|'));
        Assert.Contains(says, result.Errors.Append(result.Terminating).First(error => error is not null)!.Exception.Message);
    }

    [Theory]
    [InlineData("Get-FpmPool")]
    [InlineData("Get-NginxUpstream")]
    [InlineData("Test-FpmAlignment")]
    [InlineData("Test-FpmConfiguration")]
    [InlineData("Test-NginxConfiguration")]
    public void A_root_that_is_none_ends_the_call(string cmdlet)
    {
        Assert.Equal(["PathNotFound"], _session.Invoke(cmdlet + " -RootPath /nowhere").ErrorIds);
        Assert.Equal(["RootPathNotADirectory"], _session.Invoke(cmdlet + " -RootPath $args[0]", _server.Path + "/etc/passwd").ErrorIds);
        using var empty = new TemporaryFolder();
        Assert.All(_session.Invoke(cmdlet + " -RootPath $args[0]", empty.Path).ErrorIds, id => Assert.Equal("ConfigurationNotFound", id));
    }
}
