using System.Runtime.InteropServices;
using System.Text;
using CsCheck;

namespace Nginx502.UnitTests.Inspection.Gateway;

/// <summary>Files that cannot be read, are empty, huge or damaged give results, and no exception.</summary>
public sealed class DamagedGatewayTests
{
    private const int ManyLocations = 10_000;

    private static readonly string[] Paths = [GatewayTree.NginxPath, GatewayTree.FpmPath, GatewayTree.PoolPath, "/etc/passwd"];

    private static readonly Gen<byte[]> Pieces = Gen.OneOf("{", "}", ";", "\"", "'", "[www]\n", "[x", "include *;", "include = *\n", "fastcgi_pass php;", "${", "\\", "\r\n", "listen = \n", "listen = 9000\n", ":", "$x").Select(Encoding.UTF8.GetBytes);

    public static TheoryData<string> Odd => ["empty", "directory", "link to nowhere", "link to itself", "too large", "NULs", "FIFO"];

    [Theory]
    [MemberData(nameof(Odd))]
    public void A_main_file_that_is_none_gives_an_empty_reading(string kind)
    {
        using GatewayTree tree = GatewayTree.Pair();
        foreach (string path in (string[])[GatewayTree.NginxPath, GatewayTree.FpmPath])
        {
            Make(tree, path, kind);
        }

        GatewayTarget target = tree.Target with { NginxConfigurationPath = GatewayTree.NginxPath, FpmConfigurationPath = GatewayTree.FpmPath };
        NginxReading nginx = Assert.Single(GatewayReader.ReadNginx(target).Readings);
        FpmReading fpm = Assert.Single(GatewayReader.ReadFpm(target).Readings);
        GatewayConfiguration gateway = GatewayCollector.Collect([nginx], [fpm]);

        Assert.Empty(gateway.Upstreams);
        Assert.Empty(gateway.Pools);
        Assert.Empty(Nginx502.Alignment.Examine(gateway));
        Assert.False(ConfigurationTester.Test(nginx).Passed);
        Assert.False(ConfigurationTester.Test(fpm).Passed);
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void An_included_file_that_is_none_leaves_the_others(string kind)
    {
        using GatewayTree tree = GatewayTree.Pair();
        tree.Write(GatewayTree.NginxPath, "events { } http { include /etc/nginx/odd.conf; server { location / { fastcgi_pass unix:/run/php/php8.2-fpm.sock; } } }");
        Make(tree, "/etc/nginx/odd.conf", kind);
        Make(tree, "/etc/php/8.2/fpm/pool.d/odd.conf", kind);

        GatewayConfiguration gateway = tree.Collect();

        Assert.Single(gateway.Upstreams);
        Assert.Contains(gateway.Pools, pool => pool.Pool == "www");
    }

    [Fact]
    public void Ten_thousand_locations_are_read_and_all_are_led_to_the_pool()
    {
        using GatewayTree tree = GatewayTree.Pair();
        string locations = string.Concat(Enumerable.Range(0, ManyLocations).Select(number => $"location /{number}/ {{ fastcgi_pass php; }}\n"));
        tree.Write(GatewayTree.NginxPath, $"user www-data; events {{ }} http {{ upstream php {{ server unix:/run/php/php8.1-fpm.sock; }} server {{ {locations} }} }}");
        NginxReading nginx = tree.Nginx();
        FpmReading fpm = tree.Fpm();
        GatewayConfiguration gateway = GatewayCollector.Collect([nginx], [fpm]);

        EndpointSyncPlan plan = EndpointSync.Plan(new EndpointSyncRequest([nginx], fpm, gateway, fpm.Configuration.Pools[0], EndpointTransport.UnixSocket));

        Assert.Equal(ManyLocations, gateway.Upstreams.Length);
        Assert.True(ConfigurationTester.Test(nginx).Passed);
        Assert.Empty(plan.Problems);
        Assert.Equal(ManyLocations, plan.Upstreams.Count);
        Assert.Single(plan.Change.Settings, setting => setting.Scope == "upstream php");
    }

    [Fact]
    public void Whatever_is_damaged_is_read_collected_compared_and_planned()
    {
        using GatewayTree tree = GatewayTree.Pair();
        byte[][] whole = [.. Paths.Select(path => File.ReadAllBytes(tree.PathHere(path)))];
        Gen<(int File, int At, int Length, byte[] With)> damage = Gen.Select(Gen.Int[0, Paths.Length - 1], Gen.Int[0, 400], Gen.Int[0, 40], Gen.OneOf(Gen.Byte.Array[0, 8], Pieces));
        damage.Array[1, 3].Sample(
            damages =>
            {
                byte[][] now = [.. whole];
                foreach ((int file, int at, int length, byte[] with) in damages)
                {
                    int start = Math.Min(at, now[file].Length);
                    now[file] = [.. now[file][..start], .. with, .. now[file][Math.Min(start + length, now[file].Length)..]];
                }

                foreach ((string path, byte[] bytes) in Paths.Zip(now))
                {
                    tree.Write(path, bytes);
                }

                NginxReading nginx = tree.Nginx();
                FpmReading fpm = tree.Fpm();
                GatewayConfiguration gateway = GatewayCollector.Collect([nginx], [fpm]);
                Assert.All(Nginx502.Alignment.Examine(gateway).SelectMany(result => result.Mismatches), mismatch => Assert.NotEmpty(mismatch.Explanation));
                _ = ConfigurationTester.Test(nginx).ToString() + ConfigurationTester.Test(fpm);
                foreach (FpmPool pool in fpm.Configuration.Pools)
                {
                    EndpointSyncPlan plan = EndpointSync.Plan(new EndpointSyncRequest([nginx], fpm, gateway, pool, EndpointTransport.Tcp));
                    Assert.Equal(plan.Problems.Count > 0, plan.Endpoint is null);
                    Assert.True(plan.Change.IsEmpty || plan.Problems.Count == 0);
                }
            },
            iter: 400,
            threads: 1);
    }

    private static void Make(GatewayTree tree, string path, string kind)
    {
        const int tooLarge = (16 * 1024 * 1024) + 1;
        tree.Write(path, kind == "NULs" ? new byte[100] : []);
        string here = tree.PathHere(path);
        switch (kind)
        {
            case "directory":
                File.Delete(here);
                Directory.CreateDirectory(here);
                break;
            case "link to nowhere" or "link to itself":
                File.Delete(here);
                File.CreateSymbolicLink(here, kind == "link to itself" ? path : "/nowhere");
                break;
            case "too large":
                File.WriteAllBytes(here, new byte[tooLarge]);
                break;
            case "FIFO":
                File.Delete(here);
                Assert.Equal(0, MakeFifo(here, 0x180));
                break;
            default:
                break;
        }
    }

    [DllImport("libc", EntryPoint = "mkfifo", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int MakeFifo(string path, uint mode);
}
