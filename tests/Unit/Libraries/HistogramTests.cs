using Nginx502.Libraries;

namespace Nginx502.UnitTests.Libraries;

public class HistogramTests
{
    [Fact]
    public void An_empty_one_says_nothing()
    {
        IHistogram histogram = PrivateLibraries.Histograms.Create();

        Assert.Equal((0, TimeSpan.Zero), (histogram.Count, histogram.At(99)));
    }

    [Fact]
    public void Percentiles_are_exact_to_three_digits()
    {
        IHistogram histogram = PrivateLibraries.Histograms.Create();
        for (int count = 1; count <= 10_000; count++)
        {
            histogram.Record(TimeSpan.FromMicroseconds(count * 10));
        }

        Assert.All((double[])[1, 50, 75, 90, 99, 99.9, 100], percentile => Assert.InRange(histogram.At(percentile).TotalMilliseconds / percentile, 0.999, 1.001));
    }

    [Fact]
    public void What_is_out_of_range_counts_as_the_end_of_it()
    {
        IHistogram histogram = PrivateLibraries.Histograms.Create();
        histogram.Record(TimeSpan.FromDays(1));
        histogram.Record(TimeSpan.FromSeconds(-1));

        Assert.Equal(2, histogram.Count);
        Assert.Equal(TimeSpan.Zero, histogram.At(0));
        Assert.InRange(histogram.At(100), TimeSpan.FromMinutes(59.9), TimeSpan.FromMinutes(60.1));
    }
}
