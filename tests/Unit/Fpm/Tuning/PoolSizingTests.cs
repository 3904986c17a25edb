using CsCheck;
using Nginx502.Fpm;

namespace Nginx502.UnitTests.Fpm.Tuning;

public sealed class PoolSizingTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public void One_pool_has_all_that_is_left()
    {
        var pool = new SizedPool("www", 10, 20 * Megabyte);
        var place = new MemoryPlace("the machine", 900 * Megabyte, 100 * Megabyte, 200 * Megabyte, [pool]);

        PoolSizing sizing = PoolSizing.Of([place], pool, new PoolUse(80 * Megabyte, 10 * Megabyte, "95 % of 8 workers never exceeded"), 0, 0.8);

        Assert.Equal((78, 30), (sizing.GuideWorkers, sizing.SafeWorkers));
        Assert.Equal(980 * Megabyte, sizing.Available);
        Assert.Equal(
            [
                "available: 900 MB free (the machine) + 80.0 MB that its workers hold = 980 MB",
                "guide: 980 MB * 0.8 / 10.0 MB average PSS = 78 workers",
                "worker: 20.0 MB of its own, which 95 % of 8 workers never exceeded",
                "standing: 200 MB for the master and for what workers share, counted once and full",
                "for workers: 1,000 MB * 0.8 - 200 MB standing = 600 MB",
                "safe: 600 MB / 20.0 MB = 30 workers",
            ],
            sizing.Arithmetic);
    }

    [Fact]
    public void Several_pools_share_by_what_is_configured()
    {
        var www = new SizedPool("www", 10, 30 * Megabyte);
        var api = new SizedPool("api", 20, 15 * Megabyte);
        var place = new MemoryPlace("the machine", 1250 * Megabyte, 0, 100 * Megabyte, [www, api]);
        var use = new PoolUse(0, 10 * Megabyte, "one worker had at its peak");

        // Each has half of 900 MB, its reserve and its factor off.
        Assert.Equal(15, PoolSizing.Of([place], www, use, 0, 0.8).SafeWorkers);
        Assert.Equal(30, PoolSizing.Of([place], api, use, 0, 0.8).SafeWorkers);
        Assert.Equal(10, PoolSizing.Of([place], www, use, 375 * Megabyte, 0.8).SafeWorkers);
        Assert.Contains("share: by configured pm.max_children, 50 % of it: www 10 x 30.0 MB + api 20 x 15.0 MB = 600 MB", PoolSizing.Of([place], www, use, 0, 0.8).Arithmetic);
    }

    [Fact]
    public void The_tightest_place_counts()
    {
        var pool = new SizedPool("www", 10, 10 * Megabyte);
        MemoryPlace machine = new("the machine", 10_000 * Megabyte, 0, 0, [pool]);
        MemoryPlace group = new("the control group /web of 128 MB", 100 * Megabyte, 0, 20 * Megabyte, [pool]);

        PoolSizing sizing = PoolSizing.Of([machine, group], pool, new PoolUse(0, 5 * Megabyte, "one worker had at its peak"), 0, 1);

        Assert.Equal((8, 20, "the control group /web of 128 MB"), (sizing.SafeWorkers, sizing.GuideWorkers, sizing.Place.Name));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 200)]
    public void Where_nothing_is_left_nothing_fits(int room, int standing)
    {
        var pool = new SizedPool("www", 10, 10 * Megabyte);

        Assert.Equal(0, PoolSizing.Of([new MemoryPlace("the machine", room * Megabyte, 0, standing * Megabyte, [pool])], pool, new PoolUse(0, 1, "x"), 0, 1).SafeWorkers);
    }

    [Fact]
    public void All_pools_together_fit_into_memory() => Gen.Select(
        Gen.Long[0, 1L << 36],
        Gen.Select(Gen.Int[1, 500], Gen.Long[Megabyte, 512 * Megabyte]).Array[1, 8],
        Gen.Double[0.05, 1]).Sample(
        (room, sizes, factor) =>
        {
            SizedPool[] pools = [.. sizes.Select((size, index) => new SizedPool($"p{index}", size.Item1, size.Item2))];
            var place = new MemoryPlace("the machine", room, 50 * Megabyte, 100 * Megabyte, pools);
            double taken = pools.Sum(pool => (double)PoolSizing.Of([place], pool, new PoolUse(0, Megabyte, "x"), 0, factor).SafeWorkers * pool.WorkerBytes);
            return taken <= Math.Max(0, (place.Budget(0) * factor) - place.Standing) * 1.000001;
        },
        iter: 5_000,
        seed: "0N0XIzNsQ0O2",
        threads: 1);

    [Fact]
    public void Spare_servers_are_what_php_fpm_takes() => Assert.All(Enumerable.Range(1, 2_000), children =>
    {
        FpmSpareServers spare = FpmSpareServers.For(children);
        Assert.Empty(FpmTuningRules.Broken(new FpmTuningNumbers("dynamic", children, spare.Start, spare.Minimum, spare.Maximum, 32, 10), edgeTriggered: true));
        Assert.True(spare.Start > 0);
    });

    [Theory]
    [InlineData(new long[0], 0, 0, 0)]
    [InlineData(new long[] { 5 }, 5, 5, 5)]
    [InlineData(new long[] { 4, 2, 3, 1 }, 2, 4, 4)]
    [InlineData(new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 99 }, 5, 1, 99)]
    public void Statistics_are_by_nearest_rank(long[] sizes, long average, long p95, long maximum) =>
        Assert.Equal(new MemoryStatistics(average, p95, maximum, sizes.Sum()), MemoryStatistics.Of(sizes));

    [Theory]
    [InlineData(0, "0 kB")]
    [InlineData(850 * 1024, "850 kB")]
    [InlineData(13_000_000, "12.4 MB")]
    [InlineData(1536 * Megabyte, "1,536 MB")]
    [InlineData(-2 * Megabyte, "-2.0 MB")]
    public void Sizes_are_short(long bytes, string text) => Assert.Equal(text, MemoryText.Of(bytes));
}
