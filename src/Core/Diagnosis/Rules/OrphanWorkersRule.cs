namespace Nginx502.Diagnosis;

/// <summary>The master of a php-fpm was killed, and its workers go on answering: nobody looks after them, and nothing can be started beside them.</summary>
internal sealed class OrphanWorkersRule : IDiagnosisRule
{
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (GatewayService service in context.Services.Where(service => service is { Program: "php-fpm", Orphans.Length: > 0 }))
        {
            DiagnosedEndpoint[] own = [.. context.Endpoints.Where(endpoint => endpoint.Service == service)];

            // Orphans of another installation are of no interest: these hold the address that nginx hands over to.
            if (own.Any(endpoint => endpoint.IsDown) || !context.Endpoints.Any(endpoint => endpoint.Socket?.Facts.Listener is { IsMasterGone: true }))
            {
                continue;
            }

            DiagnosedEndpoint[] failing = [.. own.Where(endpoint => endpoint.IsFailing)];
            foreach (DiagnosedEndpoint endpoint in failing)
            {
                yield return Of(context, service, endpoint, endpoint.Servers);
            }

            if (failing.Length == 0)
            {
                yield return Of(context, service, own.FirstOrDefault(), [.. own.SelectMany(endpoint => endpoint.Servers).Distinct()]);
            }
        }
    }

    private static Finding Of(DiagnosisContext context, GatewayService service, DiagnosedEndpoint? endpoint, string[] servers)
    {
        bool hurts = endpoint is { IsFailing: true };
        ConfigurationTestResult? refusal = endpoint?.Pool is { } pool ? context.Refused("php-fpm", pool.MasterConfigurationPath) : null;
        bool isHeld = endpoint?.Socket?.Facts.Listener is not null;
        int? status = !hurts ? null : endpoint!.Socket!.FailedRung == FpmSocketRungKind.Answers ? 504 : 502;
        string what = !hurts ? "they still answer, but nobody replaces one that ends"
            : isHeld && endpoint!.Socket!.FailedRung < FpmSocketRungKind.Backlog ? $"nginx does not reach those of pool {endpoint.Pool?.Pool}"
            : isHeld ? $"those of pool {endpoint!.Pool?.Pool} hold its address and do not answer"
            : $"none of them is of pool {endpoint!.Pool?.Pool}, where nobody listens any more";
        DateTime? ended = service.IsRunning ? null : service.Since ?? (endpoint is null ? null : PastOutage.DownSince(context, endpoint));
        Finding finding = FindingText.WithErrors(
            new Finding
            {
                Cause = Cause.OrphanWorkers,
                Severity = hurts ? Severity.Error : Severity.Warning,
                Confidence = Confidence.Certain,
                ConfidenceReason = "The kernel tells the parent of each process.",
                IsPresent = true,
                Status = status,
                Endpoint = endpoint?.Endpoint,
                Pool = endpoint?.Pool?.Pool,
                ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                Servers = servers,
                Explanation = $"The master of {service.Name} was killed, and {service.Orphans.Length} of its workers live on: {what}, and php-fpm cannot be started beside them.",
                Evidence = [.. FindingText.OfService(service), .. service.Orphans.Take(3).Select(orphan => new FindingEvidence("kernel", $"worker {orphan.ProcessId} of pool {orphan.Pool} has no master, state {orphan.State}", Time: service.Time)), .. refusal is null ? [] : FindingText.OfTest(refusal).Take(1)],

                // The workers that still answer are ended only where others can take their place.
                Remedies = refusal is null ? service.Remedies : [new Remedy($"Before they are ended, correct {FindingText.PlaceOf(refusal)}: php-fpm would not start.", "Test-FpmConfiguration"), .. service.Remedies],
            },
            hurts ? Since(endpoint!.Showing(Symptom.ResponseTimedOut, Symptom.ConnectionRefused, Symptom.BacklogFull), ended) : []);
        return finding with { First = ended ?? finding.First };
    }

    // What failed while the master lived was of something else. Clocks of logs count seconds.
    private static ErrorEvidence[] Since(IReadOnlyList<ErrorEvidence> errors, DateTime? ended) =>
        ended is { } time ? [.. errors.Select(error => ErrorEpisode.After(error, time - SameMoment)).OfType<ErrorEvidence>()] : [.. errors];
}
