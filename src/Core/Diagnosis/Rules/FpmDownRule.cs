namespace Nginx502.Diagnosis;

/// <summary>The php-fpm of a pool does not run: it was stopped, it crashed, or its configuration is refused.</summary>
internal sealed class FpmDownRule : IDiagnosisRule
{
    private static readonly Symptom[] Symptoms = [Symptom.SocketMissing, Symptom.ConnectionRefused];
    private static readonly FpmLogEvent[] Refusals = [FpmLogEvent.ConfigurationInvalid, FpmLogEvent.StartFailed];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(IsDown))
        {
            GatewayService? service = endpoint.Service;
            FpmEventEvidence[] refusals = [.. context.Telling(Refusals).Where(refusal => refusal.Last > LastReady(context))];
            (Cause cause, string explanation) = CauseOf(endpoint, service, refusals);
            Remedy[] remedies = cause == Cause.FpmConfigurationInvalid
                ? [new Remedy("See which line php-fpm refuses, and correct it.", "Test-FpmConfiguration"), .. service?.Remedies ?? []]
                : [.. service?.Remedies ?? [], .. endpoint.Socket!.Remedies];
            Finding finding = FindingText.OfSocket(endpoint, cause, explanation, remedies.DistinctBy(remedy => (remedy.Description, remedy.Command)), Symptoms);
            if (service is not null)
            {
                finding = finding with { Evidence = [finding.Evidence[0], new FindingEvidence("service", $"{service.Name}: {service.State}. {service.Explanation}", Time: service.Since), .. finding.Evidence.Skip(1)] };
            }

            yield return cause == Cause.FpmConfigurationInvalid ? FindingText.WithEvents(finding, refusals) : finding;
        }
    }

    private static bool IsDown(DiagnosedEndpoint endpoint) =>
        endpoint.Socket?.FailedRung is FpmSocketRungKind.Exists or FpmSocketRungKind.Listening
        && endpoint is { Pool.IsRunning: false, Service.IsRunning: not true }
        && endpoint.Socket.Facts is { IsOnlyElsewhere: false, ListenerOfDeletedFile: null };

    private static DateTime LastReady(DiagnosisContext context) =>
        context.Telling(FpmLogEvent.Ready).Max(ready => ready.Last) ?? DateTime.MinValue;

    private static (Cause Cause, string Explanation) CauseOf(DiagnosedEndpoint endpoint, GatewayService? service, FpmEventEvidence[] refusals)
    {
        string pool = $"pool {endpoint.Pool!.Pool}";
        if (service is { IsStoppedOnPurpose: true } or { IsMasked: true })
        {
            return (Cause.StoppedOnPurpose, $"The php-fpm of {pool} was {(service.IsMasked ? "masked" : "stopped")} by somebody. Ask who did it before it is started.");
        }

        if (refusals.Length > 0)
        {
            return (Cause.FpmConfigurationInvalid, $"The php-fpm of {pool} does not start, since it refuses its configuration.");
        }

        return endpoint.Socket!.FailedRung == FpmSocketRungKind.Listening && endpoint.Endpoint.IsUnixSocket
            ? (Cause.FpmCrashed, $"The php-fpm of {pool} is gone and did not end in order: its socket is still there, and nobody listens on it.")
            : (Cause.FpmNotRunning, $"The php-fpm of {pool} does not run, so that nobody takes what nginx hands over.");
    }
}
