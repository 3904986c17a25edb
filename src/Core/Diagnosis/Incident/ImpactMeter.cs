namespace Nginx502.Diagnosis;

/// <summary>What visitors got, by access log.</summary>
internal static class ImpactMeter
{
    private static readonly int[] Failures = [502, 504, 500, 503];

    /// <summary>The failures of each log, the most frequent first.</summary>
    public static SiteImpact[] Of(IReadOnlyList<AnswerCount> answers) =>
    [
        .. answers.GroupBy(answer => answer.Path).SelectMany(log =>
        {
            long total = log.Sum(answer => answer.Count);
            return log.Where(answer => Failures.Contains(answer.Status))
                .Select(failed => new SiteImpact(failed.Servers, failed.Status, failed.Count, total, failed.First, failed.Last));
        }).OrderByDescending(impact => impact.Failed),
    ];
}
