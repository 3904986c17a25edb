namespace Nginx502.Diagnosis;

/// <summary>nginx gave up waiting for PHP: that is a 504, and no 502.</summary>
internal sealed class ReadTimeoutRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<FpmEndpoint?, ErrorEvidence> group in context.Showing(Symptom.ResponseTimedOut).GroupBy(error => error.Endpoint))
        {
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.ReadTimeoutTooShort,
                    Severity = Severity.Warning,
                    Confidence = Confidence.Likely,
                    ConfidenceReason = "nginx says that it waited; what was slow is known to php-fpm.",
                    IsPresent = context.IsRecent(group.Max(error => error.Last)),
                    Status = 504,
                    Endpoint = group.Key,
                    Explanation = "PHP took longer than fastcgi_read_timeout, and visitors got a 504.",
                    Remedies = [new Remedy("Make the script faster: a slow log names the line.", "Get-FpmLogEntry -Slow"), new Remedy("Where it may take that long, let nginx wait longer in that place.", "Get-NginxUpstream | Set-NginxUpstreamTuning -ReadTimeout 120 -Reload", ChangeApplies.NginxReload, Disruptions.NginxReload)],
                },
                [.. group]);
        }
    }
}
