namespace Nginx502.Libraries;

/// <summary>Makes histograms of durations.</summary>
public interface IHistograms
{
    /// <summary>A new one without any duration: from 100 ns to an hour, with three significant digits.</summary>
    IHistogram Create();
}
