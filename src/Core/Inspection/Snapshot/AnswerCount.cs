namespace Nginx502;

/// <summary>How often visitors of a site got a status, as an access log tells.</summary>
/// <param name="Path">The access log.</param>
/// <param name="Site">The virtual server or host, where the log's format has it; null where it does not.</param>
/// <param name="Servers">The virtual servers that write the log; empty when every one does.</param>
/// <param name="Status">The status.</param>
/// <param name="Count">How often.</param>
/// <param name="First">The first within the window, local time; null when no line has one.</param>
/// <param name="Last">The last, local time; null when no line has one.</param>
public sealed record AnswerCount(string Path, string? Site, string[] Servers, int Status, long Count, DateTime? First, DateTime? Last)
{
    /// <summary>How many of them the upstream itself said: it had an upstream status of that number, and time for a header.</summary>
    public long FromUpstream { get; init; }

    /// <summary>How many of them came about without asking an upstream; 0 where the format does not tell.</summary>
    public long WithoutUpstream { get; init; }

    /// <summary>The first of those that nothing failed for: said by the upstream, or without asking one; local time. Null when there are none, or it is not known.</summary>
    public DateTime? SaidFirst { get; init; }

    /// <summary>The last of those, local time; null when there are none, or it is not known.</summary>
    public DateTime? SaidLast { get; init; }

    /// <summary>How many of them were good only after another server or address had failed: <c>502, 200</c>.</summary>
    public long Retried { get; init; }

    /// <summary>How many of them hide a failing upstream behind another status, as error_page can.</summary>
    public long Masked { get; init; }

    /// <summary>What became of the addresses that failed, or were good at a second attempt only; null for a status without either.</summary>
    public RequestOutcome? Outcome { get; init; }

    /// <summary>The last spell of failures; null for a status that is none.</summary>
    public FailureEpisode? Episode { get; init; }

    /// <summary>
    /// The last spell of those that came after the last line of the error log that tells of such a failure of the site: it explains none of them. Null where there are none, where
    /// the format tells what the upstream said, and in snapshots of earlier versions.
    /// </summary>
    public FailureEpisode? Unlogged { get; init; }

    /// <summary>For 404 and 403: those since the site served anything (2xx or 304) the last time; null where it served something after the last of them, and for other statuses.</summary>
    public FailureEpisode? Unserved { get; init; }

    /// <summary>How many of <see cref="Unserved"/> were of addresses that had been served before: who guesses asks for others.</summary>
    public long UnservedKnown { get; init; }
}
