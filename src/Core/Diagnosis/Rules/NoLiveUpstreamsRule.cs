namespace Nginx502.Diagnosis;

/// <summary>All servers of a group are marked down.</summary>
internal sealed class NoLiveUpstreamsRule() : SymptomRule(Cause.NoLiveUpstreams, Symptom.NoLiveUpstreams)
{
    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "nginx tries no server of the group any more, since all failed shortly before or are marked down: what made them fail is to be mended, and then it tries again by itself.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [new Remedy("See what failed before.", "Get-NginxUpstreamError -Tail 20"), new Remedy("Look for servers that are marked down, and for max_conns.", "Get-NginxUpstream | Format-List")];
}
