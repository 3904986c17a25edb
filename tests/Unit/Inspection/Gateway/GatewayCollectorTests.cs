namespace Nginx502.UnitTests.Inspection.Gateway;

public sealed class GatewayCollectorTests
{
    [Fact]
    public void A_copy_of_a_server_is_collected_without_a_word_of_this_machine()
    {
        using GatewayTree tree = GatewayTree.Pair();

        GatewayConfiguration gateway = tree.Collect();

        Assert.False(gateway.IsHost);
        Assert.Equal((null, false), (gateway.SomaxConn, gateway.IsContainer));
        Assert.Empty(gateway.LocalAddresses);
        Assert.Empty(gateway.ListeningPorts);
        Assert.Empty(gateway.NotSeen);
        Assert.Equal((GatewayTree.NginxPath, "www-data"), (Assert.Single(gateway.Nginx).ConfigurationPath, gateway.Nginx[0].UserName));
        Assert.Equal((GatewayTree.FpmPath, "8.2"), (Assert.Single(gateway.Fpm).ConfigurationPath, gateway.Fpm[0].PhpVersion));
        Assert.Equal((1, 1, 1), (gateway.Upstreams.Length, gateway.Pools.Length, gateway.Endpoints.Length));
    }

    [Fact]
    public void This_machine_is_looked_at_even_where_neither_program_is()
    {
        GatewayConfiguration gateway = GatewayCollector.Collect([], []);

        Assert.True(gateway.IsHost);
        Assert.Contains("127.0.0.1", gateway.LocalAddresses);
        Assert.True(gateway.SomaxConn > 0);
        Assert.Empty(gateway.Endpoints);
    }

    [Fact]
    public void A_copy_below_a_directory_that_is_called_like_proc_is_not_this_machine()
    {
        const string root = "/proc-of-another-machine";
        FpmReading reading = FpmReading.Of(new Nginx502.Inspection.FpmInstance(null, Nginx502.Linux.FileTree.At(root), "/etc/php-fpm.conf", "/usr", null, null, null));

        Assert.False(GatewayCollector.Collect([], [reading]).IsHost);
    }

    [Fact]
    public void It_ends_when_it_is_stopped()
    {
        using GatewayTree tree = GatewayTree.Pair();

        Assert.Throws<OperationCanceledException>(() => GatewayCollector.Collect([tree.Nginx()], [tree.Fpm()], new CancellationToken(canceled: true)));
    }
}
