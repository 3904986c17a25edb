namespace Nginx502.Diagnosis;

/// <summary>php-fpm closes a kept connection in the moment in which nginx uses it again: only requests that may not be repeated fail.</summary>
internal sealed class KeepaliveRaceRule() : SymptomRule(Cause.KeepaliveRace, Symptom.ConnectionReset, Symptom.ConnectionClosedEarly, Symptom.ConnectionClosedWhileSending)
{
    private static readonly FpmLogEvent[] Deaths = [FpmLogEvent.ExecutionTimedOut, FpmLogEvent.Reloading, FpmLogEvent.Stopping, FpmLogEvent.EmergencyRestart];

    /// <inheritdoc/>
    protected override Severity SeverityOf(ErrorEvidence[] errors) => Severity.Warning;

    /// <inheritdoc/>
    protected override Confidence Confidence => Confidence.Likely;

    /// <inheritdoc/>
    protected override string ConfidenceReason => "Connections are kept (fastcgi_keep_conn), the pool answers, and no worker died or was ended.";

    /// <inheritdoc/>
    protected override bool Concerns(DiagnosisContext context, ErrorEvidence error) =>
        context.EndpointOf(error.Endpoint) is { IsFailing: false } endpoint
        && context.UpstreamsTo(endpoint.Endpoint).Any(upstream => upstream.KeepsConnections == true)
        && context.Telling(Deaths).Count == 0
        && !context.Telling(FpmLogEvent.ChildExitedOnSignal).Any(death => death.Signal is not 15)
        && !context.Telling(FpmLogEvent.ChildExited).Any(death => death.ExitCode is > 0);

    /// <inheritdoc/>
    protected override IEnumerable<FindingEvidence> Facts(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        FindingText.OfSettings(Keeping(context, endpoint, errors), "keep_conn");

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "nginx keeps connections to php-fpm open (fastcgi_keep_conn), and now and then uses one in the moment in which a worker closes it, as after pm.max_requests. A GET is tried again; a POST is not, and gets a 502.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        TuningText.Upstreams(Keeping(context, endpoint, errors), "Turn fastcgi_keep_conn off: over a unix socket it gains next to nothing. Never use proxy_next_upstream non_idempotent for it.", _ => "-KeepConnections:$false");

    private static NginxUpstream[] Keeping(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        [.. ConcernedUpstreams.Of(context, endpoint, errors).Where(upstream => upstream.KeepsConnections == true)];
}
