namespace Nginx502.Diagnosis;

/// <summary>The answer's header does not fit into nginx's buffer for it.</summary>
internal sealed class HeaderTooBigRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<FpmEndpoint?, ErrorEvidence> group in context.Showing(Symptom.HeaderTooBig).GroupBy(error => error.Endpoint))
        {
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.HeaderTooBig,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "nginx itself says so.",
                    IsPresent = context.IsRecent(group.Max(error => error.Last)),
                    Status = 502,
                    Endpoint = group.Key,
                    Explanation = "The application sends a header (cookies, mostly) that does not fit into fastcgi_buffer_size.",
                    Remedies = [new Remedy("Give it 32 KB, with the buffers that have to grow with it.", "Get-NginxUpstream | Set-NginxUpstreamTuning -BufferSize 32k -Buffers '8 32k' -BusyBuffersSize 64k -Reload", ChangeApplies.NginxReload, Disruptions.NginxReload)],
                },
                [.. group]);
        }
    }
}
