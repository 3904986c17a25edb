using Nginx502.Linux;
using Nginx502.Recovery;
using Nginx502.UnitTests.Inspection.Gateway;
using Nginx502.UnitTests.Recovery.Programs;

namespace Nginx502.UnitTests.Recovery.Integration;

/// <summary>A pool that is kept from what lies below /run is not asked by a probe there, and nothing is written.</summary>
public sealed class FpmHalfTests : IDisposable
{
    private readonly string _place = Directory.CreateTempSubdirectory("nginx502-half-").FullName;

    public void Dispose() => Directory.Delete(_place, recursive: true);

    [Theory]
    [InlineData("chroot = /srv/shop\n", "chroot = /srv/shop")]
    [InlineData("php_admin_value[open_basedir] = /srv/shop\n", "open_basedir")]
    [InlineData("php_value[open_basedir] = /srv/shop\n", "open_basedir")]
    public void Its_restriction_is_told_and_no_probe_is_written(string lines, string restriction)
    {
        using GatewayTree tree = GatewayTree.Pair(poolLines: lines);
        FpmReading reading = GatewayChangeBuilderTests.Here(tree.Fpm()) with
        {
            Configuration = FpmConfiguration.Read(GatewayTree.FpmPath, new FpmReadOptions { Files = tree.Files, ProcessId = Environment.ProcessId }),
        };
        FpmPool pool = Assert.Single(reading.Configuration.Pools);
        var leftovers = new List<string>();

        FpmHalfFacts facts = new FpmHalf(new InterceptedCalls { Before = (_, _) => FileError.PermissionDenied }, new GatewayIntegrationOptions { Place = _place }).Ask(reading, pool, null, null, leftovers, CancellationToken.None);

        Assert.Contains(restriction, facts.Restriction, StringComparison.Ordinal);
        Assert.Equal((null, null), (facts.Response, facts.Obstacle));
        Assert.Equal(facts.Restriction, FpmHalf.RestrictionOf(reading, pool, null));
        Assert.Empty(leftovers);
    }

    [Theory]
    [InlineData("PHP_VALUE", "open_basedir=/srv/shop", true)]
    [InlineData("PHP_ADMIN_VALUE", "\"memory_limit=1G\nopen_basedir=/srv/shop\"", true)]
    [InlineData("PHP_VALUE", "memory_limit=1G", false)]
    [InlineData("OTHER", "open_basedir=/srv/shop", false)]
    public void What_a_location_hands_over_restricts_it_too(string parameter, string value, bool isRestricted)
    {
        using GatewayTree tree = GatewayTree.Pair();
        FpmReading reading = GatewayChangeBuilderTests.Here(tree.Fpm());
        var upstream = new NginxUpstream
        {
            Server = "shop.example",
            Location = @"~ \.php$",
            Path = GatewayTree.NginxPath,
            LineNumber = 7,
            Protocol = UpstreamProtocol.FastCgi,
            Settings = [new NginxSetting("fastcgi_param " + parameter, value, NginxSettingScope.Location, GatewayTree.NginxPath, 9)],
        };

        string? restriction = FpmHalf.RestrictionOf(reading, Assert.Single(reading.Configuration.Pools), upstream);

        Assert.Equal(isRestricted, restriction is not null);
        Assert.True(!isRestricted || restriction!.Contains(parameter, StringComparison.Ordinal));
    }

    [Fact]
    public void A_pool_of_another_root_has_another_run_directory()
    {
        using GatewayTree tree = GatewayTree.Pair();
        FpmReading reading = tree.Fpm();

        Assert.Contains("a root of its own", FpmHalf.RestrictionOf(reading, Assert.Single(reading.Configuration.Pools), null), StringComparison.Ordinal);
        Assert.Null(FpmHalf.RestrictionOf(GatewayChangeBuilderTests.Here(reading), reading.Configuration.Pools[0], null));
    }
}
