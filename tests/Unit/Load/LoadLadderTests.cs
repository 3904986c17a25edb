using Nginx502.Load;

namespace Nginx502.UnitTests.Load;

public class LoadLadderTests
{
    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(3, new[] { 1, 2, 3 })]
    [InlineData(10, new[] { 1, 2, 3, 4, 6, 8, 10 })]
    [InlineData(64, new[] { 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64 })]
    public void Concurrency_rises_to_the_highest(int highest, int[] steps) => Assert.Equal(steps, LoadLadder.Concurrencies(highest));

    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    [InlineData(7.5)]
    [InlineData(100)]
    [InlineData(1_000_000)]
    public void A_rate_rises_to_the_highest(double highest)
    {
        IReadOnlyList<double> steps = LoadLadder.Rates(highest);

        Assert.Equal(highest, steps[^1]);
        Assert.Equal(steps.Order().Distinct(), steps);
        Assert.All(steps, step => Assert.True(step > 0));
        Assert.InRange(steps.Count, 1, 13);
    }

    [Fact]
    public void A_plan_bounds_itself_in_time()
    {
        var options = new LoadOptions { FindsLimit = true, Concurrency = 4, Duration = TimeSpan.FromSeconds(2), Timeout = TimeSpan.FromSeconds(30) };

        Assert.Equal([(1, null), (2, null), (3, null), (4, null)], options.Steps());
        Assert.Equal(TimeSpan.FromSeconds(128), options.LongestTime);
        Assert.Equal(TimeSpan.FromSeconds(3), new LoadOptions { Duration = TimeSpan.FromSeconds(2), Timeout = TimeSpan.FromSeconds(1) }.LongestTime);
        Assert.Equal((100, 50d), new LoadOptions { FindsLimit = true, Concurrency = 100, Rate = 50 }.Steps()[^1]);
    }
}
