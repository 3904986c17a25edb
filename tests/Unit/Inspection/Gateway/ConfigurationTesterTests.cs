namespace Nginx502.UnitTests.Inspection.Gateway;

/// <summary>Tests of configurations in a copy of a server: no program is run there, and our own reading decides.</summary>
public sealed class ConfigurationTesterTests
{
    [Fact]
    public void A_copy_of_a_server_is_read_and_no_program_is_run()
    {
        using GatewayTree tree = GatewayTree.Pair();
        foreach (ConfigurationTestResult result in (ConfigurationTestResult[])[ConfigurationTester.Test(tree.Nginx()), ConfigurationTester.Test(tree.Fpm())])
        {
            Assert.Equal((true, false, null, string.Empty, null), (result.Passed, result.IsAsked, result.Command, result.Output, result.ProcessId));
            Assert.Contains("no program is run", Assert.Single(result.NotSeen).Reason, StringComparison.Ordinal);
            Assert.Equal(0, result.ErrorCount);
            Assert.EndsWith(": passed", result.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_nginx_would_refuse_fails_with_its_place()
    {
        using var tree = GatewayTree.Pair();
        tree.Write(GatewayTree.NginxPath, "events { }\nhttp {\n    server {\n        lisen 80;\n    }\n}\n");

        ConfigurationTestResult result = ConfigurationTester.Test(tree.Nginx());

        Assert.Equal((false, "nginx", GatewayTree.NginxPath, 1), (result.Passed, result.Program, result.ConfigurationPath, result.ErrorCount));
        Assert.Equal("/etc/nginx/nginx.conf:4:9", Assert.Single(result.Diagnostics).Place);
        Assert.Equal("nginx /etc/nginx/nginx.conf: failed with 1 error", result.ToString());
    }

    [Theory]
    [InlineData("pm.max_childen = 5", false, "what php-fpm refuses")]
    [InlineData("listen.acl_users = nobody-has-this-name", false, "what it accepts, and dies of when it starts")]
    [InlineData("request_terminate_timeout = 500ms", true, "what it takes otherwise than it looks")]
    public void What_php_fpm_would_die_of_fails(string line, bool passes, string why)
    {
        using GatewayTree tree = GatewayTree.Pair(poolLines: line + "\n");

        ConfigurationTestResult result = ConfigurationTester.Test(tree.Fpm());

        Assert.True(passes == result.Passed, why);
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic is { Path: GatewayTree.PoolPath, LineNumber: 6 });
    }

    [Fact]
    public void A_file_that_is_not_there_fails()
    {
        using var tree = new GatewayTree();
        GatewayTarget target = tree.Target with { NginxConfigurationPath = "/none.conf", FpmConfigurationPath = "/none.conf" };

        Assert.False(ConfigurationTester.Test(Assert.Single(GatewayReader.ReadNginx(target).Readings)).Passed);
        Assert.False(ConfigurationTester.Test(Assert.Single(GatewayReader.ReadFpm(target).Readings)).Passed);
    }
}
