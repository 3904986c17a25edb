namespace Nginx502;

/// <summary>The straight line that fits points best, by least squares.</summary>
internal static class LinearTrend
{
    /// <summary>How much y grows when x grows by one, and how well the points lie on the line, 0 to 1; null when all have one x.</summary>
    public static (double Slope, double Fit)? Of(IReadOnlyList<(double X, double Y)> points)
    {
        double meanX = points.Count == 0 ? 0 : points.Average(point => point.X);
        double meanY = points.Count == 0 ? 0 : points.Average(point => point.Y);
        double spreadX = points.Sum(point => (point.X - meanX) * (point.X - meanX));
        double spreadY = points.Sum(point => (point.Y - meanY) * (point.Y - meanY));
        double together = points.Sum(point => (point.X - meanX) * (point.Y - meanY));
        return spreadX <= 0 ? null : (together / spreadX, spreadY <= 0 ? 1 : together * together / (spreadX * spreadY));
    }
}
