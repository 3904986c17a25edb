using Nginx502.Logs;

namespace Nginx502.Diagnosis;

/// <summary>What no rule explains: errors that are over where the endpoint answers now, else unknown, with what is to be collected next.</summary>
internal static class Unexplained
{
    private const int FirstFailure = 500;

    /// <summary>What is left.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="found">What the rules found.</param>
    public static IEnumerable<Finding> Of(DiagnosisContext context, IReadOnlyList<Finding> found)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint.IsFailing && !found.Any(finding => finding.IsPresent && endpoint.Endpoint.Equals(finding.Endpoint))))
        {
            FpmSocketTestResult socket = endpoint.Socket!;
            if (Reload(context, endpoint) is { } reload)
            {
                yield return reload;
                continue;
            }

            Finding finding = FindingText.OfSocket(endpoint, Cause.Unknown, $"{endpoint.Endpoint} does not answer as it should: {socket.Explanation}", socket.Remedies, [.. endpoint.Errors.Select(error => error.Symptom).Distinct()]);
            yield return finding with
            {
                // Nobody was hurt yet where no server leads there.
                Severity = endpoint.Servers.Length > 0 || endpoint.Errors.Count > 0 ? Severity.Error : Severity.Warning,
                Confidence = Confidence.Possible,
                ConfidenceReason = "What was seen of this machine does not tell why.",
            };
        }

        ErrorEvidence[] left = [.. context.Snapshot.Errors.Where(error => error.AttemptStatus >= FirstFailure && !found.Any(finding => Explains(finding, error)))];
        foreach (IGrouping<(FpmEndpoint? Endpoint, string? Upstream), ErrorEvidence> group in left.GroupBy(error => (error.Endpoint, error.Endpoint is null ? error.Upstream : null)))
        {
            DiagnosedEndpoint? endpoint = context.EndpointOf(group.Key.Endpoint);
            if (endpoint is not { IsFailing: true })
            {
                yield return OfErrors(context, endpoint, group.Key.Endpoint, [.. group]);
            }
        }
    }

    // During a graceful reload nobody takes connections until the longest request is over, or process_control_timeout.
    private static Finding? Reload(DiagnosisContext context, DiagnosedEndpoint endpoint)
    {
        string? master = endpoint.Pool?.MasterConfigurationPath;
        DateTime? begun = context.TellingOf(master, FpmLogEvent.Reloading).Max(found => found.Last);
        DateTime? ready = context.TellingOf(master, FpmLogEvent.Ready, FpmLogEvent.Starting).Max(found => found.Last) ?? DateTime.MinValue;
        return endpoint.Pool is not { IsRunning: true } pool || begun is not { } time || time <= ready || context.Snapshot.Time - time > pool.ProcessControlTimeout + TimeSpan.FromSeconds(5)
            ? null
            : new Finding
            {
                Cause = Cause.ReloadKillsRequests,
                Severity = Severity.Note,
                Confidence = Confidence.Certain,
                ConfidenceReason = "php-fpm's log says that it reloads, and not yet that it is ready.",
                IsPresent = true,
                Endpoint = endpoint.Endpoint,
                Pool = pool.Pool,
                ConfigurationPath = pool.ConfigurationPath,
                Servers = endpoint.Servers,
                Explanation = $"php-fpm is being reloaded, and waits up to {pool.ProcessControlTimeout.TotalSeconds:0} s for running requests; all its pools wait as long, and visitors with them.",
                Evidence = [.. context.TellingOf(master, FpmLogEvent.Reloading).SelectMany(found => found.Samples).Take(1).Select(sample => new FindingEvidence("php-fpm's log", sample.Text, sample.Path, sample.LineNumber, sample.Time))],
                Remedies = [new Remedy("Wait until it is done, and look again.", "Get-502Diagnosis")],
            };
    }

    private static Finding OfErrors(DiagnosisContext context, DiagnosedEndpoint? endpoint, FpmEndpoint? place, ErrorEvidence[] errors)
    {
        ErrorEvidence main = errors.MaxBy(error => error.Count)!;
        bool answers = endpoint is { Answers: true };

        // An endpoint that was dead and answers now is mended; what befalls single requests shows in no round trip.
        // An address that the configuration no longer names is nginx's no more, unless it has not loaded it.
        bool isLeft = place is not null && context.UpstreamsTo(place).Count == 0 && context.Snapshot.Configuration is { Upstreams.Length: > 0, Nginx: [{ ChangedFiles.Length: 0, LoadedAt: not null }] };
        bool isOver = isLeft || !context.GoesOn(errors, context.LoadedAt(endpoint)) || (answers && errors.All(error => IsOfEndpoint(error.Symptom)));
        return FindingText.WithErrors(
            new Finding
            {
                Cause = isOver ? Cause.AllHealthyNow : Cause.Unknown,
                Severity = isOver ? Severity.Note : Severity.Error,
                Confidence = isOver && answers ? Confidence.Certain : isOver ? Confidence.Likely : Confidence.Possible,
                ConfidenceReason = answers ? "A round trip went well just now." : isOver ? "The errors ended a while ago." : "The logs alone do not decide it.",
                IsPresent = !isOver,
                Status = main.AttemptStatus,
                Endpoint = place,
                Pool = endpoint?.Pool?.Pool,
                ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                Explanation = isOver
                    ? $"There were errors ({main.Symptom}: {SymptomMeanings.Of(main.Symptom)}), and they are over."
                    : $"{main.Symptom}: {SymptomMeanings.Of(main.Symptom)} What was seen of this machine does not tell why.",
                Remedies = isOver ? [] : [.. Missing(context), new Remedy("Look at the errors one by one, with what php-fpm said at the same time.", "Get-NginxUpstreamError -Since 10m; Get-FpmLogEntry -Since 10m")],
            },
            errors);
    }

    private static IEnumerable<Remedy> Missing(DiagnosisContext context) =>
        context.Snapshot.NotSeen.Take(2).Select(gap => new Remedy($"Not seen: {gap.What}, since {gap.Reason}. {gap.Remedy}"));

    private static bool IsOfEndpoint(Symptom symptom) => symptom is Symptom.SocketMissing or Symptom.ConnectionRefused or Symptom.PermissionDenied or Symptom.SocketWrongType
        or Symptom.BacklogFull or Symptom.ConnectTimedOut or Symptom.HostUnreachable or Symptom.NetworkUnreachable or Symptom.NoLiveUpstreams or Symptom.ResponseTimedOut
        or Symptom.SocketPathInvalid or Symptom.ProtocolMismatch or Symptom.ConnectionFailed;

    private static bool Explains(Finding finding, ErrorEvidence error) => finding.ErrorCount > 0
        && (finding.Endpoint is null || error.Endpoint is null || finding.Endpoint.Equals(error.Endpoint))
        && finding.Symptoms.Contains(error.Symptom);
}
