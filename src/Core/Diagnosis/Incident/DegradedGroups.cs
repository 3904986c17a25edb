namespace Nginx502.Diagnosis;

/// <summary>
/// Tells what hurts visitors from what does not yet: where another server of the group answers, a dead one costs an attempt, and the visitor gets the page.
/// </summary>
internal static class DegradedGroups
{
    // For these the pool that was meant is in the group already: the line is one too many.
    private static readonly Cause[] Superfluous = [Cause.SocketPathMismatch, Cause.PhpVersionPathMismatch, Cause.TransportMismatch, Cause.AddressFamilyMismatch];

    /// <summary>The findings, those of endpoints with a good substitute put under the group's.</summary>
    public static IEnumerable<Finding> Apply(DiagnosisContext context, IReadOnlyList<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            yield return finding is { IsPresent: true, Severity: Severity.Error, Endpoint: { } endpoint } && finding.Cause != Cause.NginxNotReloaded && Substitute(context, findings, finding, endpoint) is { } other
                ? Degraded(context, finding, other)
                : finding;
        }

        // Attempts that failed and were made good elsewhere, whoever it was.
        AnswerCount[] retried = [.. context.Snapshot.Answers.Where(answer => answer is { Retried: > 0, Outcome: not { IsOver: true } })];
        if (retried.Length > 0 && context.Snapshot.Errors.Any(error => error.AttemptStatus is not null && context.UpstreamsTo(error.Endpoint).Count > 0) && !findings.Any(finding => finding.IsPresent && finding.Severity >= Severity.Error) && context.GoesOn([.. context.Snapshot.Errors.Where(error => error.AttemptStatus is not null)], null))
        {
            yield return Retried(context, retried);
        }
    }

    private static FpmEndpoint? Substitute(DiagnosisContext context, IReadOnlyList<Finding> findings, Finding finding, FpmEndpoint endpoint)
    {
        IReadOnlyList<NginxUpstream> upstreams = context.UpstreamsTo(endpoint);
        if (context.EndpointOf(endpoint) is not { IsFailing: true } failing || upstreams.Count == 0 || !upstreams.All(upstream => IsRetried(upstream, finding, failing)))
        {
            return null;
        }

        // Every way to it must have another one, of which nothing bad is known.
        FpmEndpoint?[] others =
        [
            .. upstreams.Select(upstream => upstream.Servers.Where(server => !server.IsDown).Select(server => server.Endpoint).OfType<FpmEndpoint>()
                .FirstOrDefault(other => !other.Equals(endpoint) && context.EndpointOf(other) is { Answers: true } && !findings.Any(known => known is { IsPresent: true, Severity: >= Severity.Error } && other.Equals(known.Endpoint)))),
        ];
        return others.All(other => other is not null) ? others[0] : null;
    }

    // nginx: src/http/ngx_http_upstream.c, ngx_http_upstream_next: only what *_next_upstream names goes to the next server.
    private static bool IsRetried(NginxUpstream upstream, Finding finding, DiagnosedEndpoint endpoint)
    {
        string[] next = upstream.NextUpstream;
        IEnumerable<string?> needed = finding.Symptoms.Length > 0 ? finding.Symptoms.Select(Condition)
            : [endpoint.Socket!.FailedRung == FpmSocketRungKind.Answers ? "timeout" : "error"];
        return !next.Contains("off") && upstream.NextUpstreamTries != 1 && needed.All(condition => condition is not null && (next.Length == 0 ? condition is "error" or "timeout" : next.Contains(condition)));
    }

    private static string? Condition(Symptom symptom) => symptom switch
    {
        Symptom.SocketMissing or Symptom.ConnectionRefused or Symptom.PermissionDenied or Symptom.SocketWrongType or Symptom.BacklogFull or Symptom.HostUnreachable or Symptom.NetworkUnreachable
            or Symptom.ConnectionFailed or Symptom.ConnectionReset or Symptom.ConnectionClosedEarly or Symptom.ConnectionClosedWhileSending or Symptom.SocketPathInvalid => "error",
        Symptom.ConnectTimedOut or Symptom.ResponseTimedOut => "timeout",
        Symptom.MalformedResponse or Symptom.EmptyResponse or Symptom.HeaderTooBig or Symptom.ProtocolMismatch => "invalid_header",
        _ => null,
    };

    private static Finding Degraded(DiagnosisContext context, Finding finding, FpmEndpoint other)
    {
        long retried = context.Snapshot.Answers.Sum(answer => answer.Retried);
        return finding with
        {
            Cause = Cause.UpstreamDegraded,
            Severity = Severity.Warning,
            Status = null,
            Explanation = $"{finding.Endpoint} fails, and visitors still get their page from {other}, after an attempt in vain. A POST may fail all the same.",
            Evidence = retried > 0
                ? [new FindingEvidence("nginx's access log", $"{retried} answers were good only after another server had failed"), .. finding.Evidence]
                : finding.Evidence,
            Remedies = Superfluous.Contains(finding.Cause) ? [.. TakeOut(context, finding.Endpoint!)] : finding.Remedies,
            Consequences = Superfluous.Contains(finding.Cause) ? [] : [finding with { Severity = Severity.Warning, Status = null }],
        };
    }

    private static IEnumerable<Remedy> TakeOut(DiagnosisContext context, FpmEndpoint endpoint) => context.UpstreamsTo(endpoint).Take(1).Select(upstream => SuperfluousServer.TakeOut(upstream, endpoint));

    private static Finding Retried(DiagnosisContext context, AnswerCount[] retried)
    {
        ErrorEvidence[] errors = [.. context.Snapshot.Errors.Where(error => error.AttemptStatus is not null)];
        return FindingText.WithErrors(
            new Finding
            {
                Cause = Cause.UpstreamDegraded,
                Severity = Severity.Warning,
                Confidence = Confidence.Certain,
                ConfidenceReason = "The access log tells every attempt.",
                IsPresent = true,
                Endpoint = errors.Select(error => error.Endpoint).FirstOrDefault(endpoint => endpoint is not null),
                Explanation = "Some attempts fail, and visitors still get their page from another server or address.",
                Evidence = [.. retried.Take(2).Select(answer => new FindingEvidence("nginx's access log", $"{answer.Retried} answers {answer.Status} after an attempt in vain", answer.Path, Time: answer.Last))],
                Remedies = [new Remedy("See which peer fails, and mend it; where localhost has two addresses, name the one.", "Measure-NginxUpstreamError -By Endpoint, Symptom -Since 10m")],
            },
            errors);
    }
}
