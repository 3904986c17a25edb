using Nginx502.Nginx;

namespace Nginx502.Diagnosis;

/// <summary>nginx gave up waiting for the answer: that is a 504, and no 502.</summary>
internal sealed class ReadTimeoutRule() : SymptomRule(Cause.ReadTimeoutTooShort, Symptom.ResponseTimedOut)
{
    private const double LeastSeconds = 60;

    /// <inheritdoc/>
    protected override int? Status => 504;

    /// <inheritdoc/>
    protected override Confidence Confidence => Confidence.Likely;

    /// <inheritdoc/>
    protected override string ConfidenceReason => "nginx says that it waited; what was slow is known to the other side.";

    /// <inheritdoc/>
    protected override IEnumerable<FindingEvidence> Facts(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        FindingText.OfSettings(ConcernedUpstreams.Of(context, endpoint, errors), "read_timeout");

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors)
    {
        UpstreamProtocol protocol = ConcernedUpstreams.ProtocolOf(errors);
        return $"{(protocol == UpstreamProtocol.FastCgi ? "PHP" : "The application")} took longer than {SettingCatalogue.PrefixOf(protocol)}read_timeout, so that nginx gave up: visitors got a 504, which is no 502.";
    }

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [
        ConcernedUpstreams.ProtocolOf(errors) == UpstreamProtocol.FastCgi
            ? SlowScript.Find(context, endpoint?.Pool?.Pool, endpoint?.Pool)
            : new Remedy("See what the application does in that time: its own log tells."),
        .. TuningText.Upstreams(
            ConcernedUpstreams.Of(context, endpoint, errors),
            $"Where it may take that long, let nginx wait longer in that place ({SettingCatalogue.PrefixOf(ConcernedUpstreams.ProtocolOf(errors))}read_timeout).",
            upstream => $"-ReadTimeout {TuningText.Seconds(Math.Max(LeastSeconds, 2 * (upstream.ReadTimeout?.TotalSeconds ?? LeastSeconds)))}"),
    ];
}
