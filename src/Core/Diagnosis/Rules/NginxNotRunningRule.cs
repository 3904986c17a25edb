namespace Nginx502.Diagnosis;

/// <summary>nginx itself does not run: visitors get no answer at all, which is no 502 of this machine.</summary>
internal sealed class NginxNotRunningRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        if (!context.IsNginxDown)
        {
            yield break;
        }

        GatewayService[] down = [.. context.Services.Where(service => service.Program == "nginx")];
        bool isMeant = down.All(service => service.IsStoppedOnPurpose || service.IsMasked);
        yield return new Finding
        {
            Cause = isMeant ? Cause.StoppedOnPurpose : Cause.NginxNotRunning,
            Severity = Severity.Error,
            Confidence = Confidence.Certain,
            ConfidenceReason = "No master of nginx runs.",
            IsPresent = true,
            Explanation = isMeant
                ? "nginx was stopped by somebody: visitors get no answer at all. Ask who did it before it is started."
                : "nginx itself does not run: visitors get no answer at all, and a 502 comes from whatever stands before it.",
            Evidence = [.. down.Select(service => new FindingEvidence("service", $"{service.Name}: {service.State}. {service.Explanation}".TrimEnd(), Time: service.Since))],
            Remedies = [.. down.SelectMany(service => service.Remedies)],
        };
    }
}
