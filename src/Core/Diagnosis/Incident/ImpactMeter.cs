namespace Nginx502.Diagnosis;

/// <summary>What visitors got, by site.</summary>
internal static class ImpactMeter
{
    private static readonly int[] Failures = [502, 504, 500, 503];

    /// <summary>The failures of each site, the most frequent first.</summary>
    public static SiteImpact[] Of(IReadOnlyList<AnswerCount> answers) =>
    [
        .. answers.Where(answer => Failures.Contains(answer.Status) && answer.Episode is not null)
            .Select(answer => new SiteImpact(
                answer.Site is { } site ? [site] : answer.Servers, answer.Status, answer.Episode!.Failed, answer.Episode.Total, answer.Episode.Since, answer.Last))
            .OrderByDescending(impact => impact.Failed),
    ];
}
