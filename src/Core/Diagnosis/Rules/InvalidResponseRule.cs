namespace Nginx502.Diagnosis;

/// <summary>The answer is not what the protocol demands.</summary>
internal sealed class InvalidResponseRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<FpmEndpoint?, ErrorEvidence> group in context.Showing(Symptom.MalformedResponse, Symptom.EmptyResponse).GroupBy(error => error.Endpoint))
        {
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.InvalidResponse,
                    Severity = Severity.Error,
                    Confidence = Confidence.Likely,
                    ConfidenceReason = "nginx says what it got; which script did it, the request tells.",
                    IsPresent = context.IsRecent(group.Max(error => error.Last)),
                    Status = 502,
                    Endpoint = group.Key,
                    Explanation = "The application's answer is none that the protocol knows: something was written before the header, or nothing at all.",
                    Remedies = [new Remedy("Ask the script without nginx, and look at what it says first.", "Invoke-FpmRequest -ScriptPath /var/www/html/index.php")],
                },
                [.. group]);
        }
    }
}
