namespace Nginx502;

/// <summary>The last time in which visitors got a failure again and again, without a longer pause, and without so many good answers between that it was over.</summary>
/// <param name="Since">Its first failure, local time.</param>
/// <param name="Failed">How many failed in it.</param>
/// <param name="Total">How many requests there were from its first failure to the end of the log.</param>
public sealed record FailureEpisode(DateTime Since, long Failed, long Total)
{
    /// <summary>When the address that failed first in it went well the last time before, local time: what set it off came about after that. Null when it is not known.</summary>
    public DateTime? GoodBefore { get; init; }
}
