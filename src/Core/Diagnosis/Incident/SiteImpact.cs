namespace Nginx502;

/// <summary>What visitors of some servers got of late, as an access log tells.</summary>
/// <param name="Servers">The virtual servers; empty when one log is of all.</param>
/// <param name="Status">The status of those that failed.</param>
/// <param name="Failed">How many failed with it.</param>
/// <param name="Total">How many requests there were since the first that failed.</param>
/// <param name="First">The first that failed, local time.</param>
/// <param name="Last">The last that failed, local time.</param>
public sealed record SiteImpact(string[] Servers, int Status, long Failed, long Total, DateTime? First, DateTime? Last)
{
    /// <summary>The part that failed: 0 to 1.</summary>
    public double Share => Total == 0 ? 0 : (double)Failed / Total;
}
