namespace Nginx502.Diagnosis;

/// <summary>nginx may not write its temporary files.</summary>
internal sealed class TempPathRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<FpmEndpoint?, ErrorEvidence> group in context.Showing(Symptom.TemporaryFileFailed).GroupBy(error => error.Endpoint))
        {
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.TempPathPermission,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "nginx itself says so.",
                    IsPresent = context.IsRecent(group.Max(error => error.Last)),
                    Status = 500,
                    Endpoint = group.Key,
                    Explanation = "nginx's worker may not write its temporary files: big answers are cut, big requests fail.",
                    Remedies = [new Remedy("Give the directories to the user of nginx's workers: the line names them.")],
                },
                [.. group]);
        }
    }
}
