namespace Nginx502;

/// <summary>The lines of nginx's error logs that say the same of the same upstream: how many, from when to when, and the last of them.</summary>
/// <param name="Symptom">What they show.</param>
/// <param name="AttemptStatus">What each such attempt was worth: 502, 504, 500; null when none.</param>
/// <param name="Upstream">The upstream, as nginx writes it; null when the lines name none.</param>
/// <param name="Endpoint">The FastCGI endpoint; null when the upstream is none.</param>
/// <param name="Server">The virtual server; null when the lines name none.</param>
/// <param name="Count">How many.</param>
/// <param name="First">The first within the window, local time; null when no line has one.</param>
/// <param name="Last">The last, local time; null when no line has one.</param>
/// <param name="Samples">The last of them, the latest first.</param>
public sealed record ErrorEvidence(
    Symptom Symptom,
    int? AttemptStatus,
    string? Upstream,
    FpmEndpoint? Endpoint,
    string? Server,
    long Count,
    DateTime? First,
    DateTime? Last,
    LogExcerpt[] Samples)
{
    /// <summary>
    /// When they came: counts by ten seconds or, over a longer time, by the minute or the hour, the earliest first; without those that are empty. Empty where it was not counted: for rare groups
    /// beside many others, and in snapshots of earlier versions.
    /// </summary>
    public TimeBucket[] Buckets { get; init; } = [];

    /// <summary>How long each of <see cref="Buckets"/> is: ten seconds, a minute or an hour.</summary>
    public TimeSpan BucketInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>From when to when they came, by the second, the earliest first; of very many the latest. Empty where <see cref="Buckets"/> are, and in snapshots of earlier versions.</summary>
    public ErrorSpell[] Spells { get; init; } = [];

    /// <summary>False when the zone of their times is not known, and this machine's was assumed.</summary>
    public bool IsTimeCertain { get; init; } = true;

    /// <summary>What became of the same addresses since, as the access log tells; null where it does not.</summary>
    public RequestOutcome? Outcome { get; init; }
}
