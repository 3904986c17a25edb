using Nginx502.Logs;

namespace Nginx502.Diagnosis;

/// <summary>An upstream that is asked over TLS does not agree with nginx on it.</summary>
internal sealed class TlsUpstreamRule() : SymptomRule(Cause.UpstreamTlsFailed, Symptom.TlsHandshakeFailed, Symptom.TlsHandshakeTimedOut, Symptom.TlsVerificationFailed, Symptom.TlsConfigurationInvalid, Symptom.TlsConnectionFailed)
{
    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        $"nginx and {errors[0].Upstream ?? "the upstream"} do not agree on TLS: {SymptomMeanings.Of(errors[0].Symptom)}";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [new Remedy("Look at the certificate and the protocols of that upstream: it is no php-fpm.", "Get-NginxUpstreamError -Symptom Tls* -Tail 5 | Format-List")];
}
