namespace Nginx502.Libraries;

/// <summary>Makes histograms with HdrHistogram.</summary>
public sealed class Histograms : IHistograms
{
    /// <inheritdoc/>
    public IHistogram Create() => new DurationHistogram();
}
