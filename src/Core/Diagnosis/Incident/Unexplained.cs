using Nginx502.Logs;

namespace Nginx502.Diagnosis;

/// <summary>What no rule explains: errors that are over where the endpoint answers now, else unknown, with what is to be collected next.</summary>
internal static class Unexplained
{
    private const int FirstFailure = 500;

    // Two logs tell of one failure within this time.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(5);

    /// <summary>What is left.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="found">What the rules found.</param>
    public static IEnumerable<Finding> Of(DiagnosisContext context, IReadOnlyList<Finding> found)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint.IsFailing && !found.Any(finding => finding.IsPresent && endpoint.Endpoint.Equals(finding.Endpoint))))
        {
            FpmSocketTestResult socket = endpoint.Socket!;
            if (ReloadInProgress.Of(context, endpoint))
            {
                yield return ReloadInProgress.Finding(context, endpoint);
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

        ErrorEvidence[] left = [.. context.Snapshot.Errors.Where(error => error.AttemptStatus >= FirstFailure).Select(error => Left(found, error)).OfType<ErrorEvidence>()];
        foreach (IGrouping<(FpmEndpoint? Endpoint, string? Upstream), ErrorEvidence> group in ByPlace(left))
        {
            DiagnosedEndpoint? endpoint = context.EndpointOf(group.Key.Endpoint);
            if (endpoint is not { IsFailing: true })
            {
                foreach (Finding finding in OfErrors(context, endpoint, group.Key.Endpoint, [.. group]))
                {
                    yield return finding;
                }
            }
        }

        // What fails now and shows the same has no part in what was mended before.
        foreach (IGrouping<(FpmEndpoint? Endpoint, string? Upstream), ErrorEvidence> group in ByPlace(context.Snapshot.Errors.Where(error => error.AttemptStatus >= FirstFailure).Select(error => Mended(context, found, error)).OfType<ErrorEvidence>()))
        {
            DiagnosedEndpoint? endpoint = context.EndpointOf(group.Key.Endpoint);
            foreach (PastErrors over in Past(context, endpoint, ErrorEpisode.Split([.. group])).Where(over => over.Outage is null or { Up: not null }))
            {
                yield return OfErrors(context, endpoint, group.Key.Endpoint, over.Episode.Errors, over, endpoint is { Answers: true });
            }
        }
    }

    private static IEnumerable<IGrouping<(FpmEndpoint? Endpoint, string? Upstream), ErrorEvidence>> ByPlace(IEnumerable<ErrorEvidence> errors) =>
        errors.GroupBy(error => (error.Endpoint, error.Endpoint is null ? error.Upstream : null));

    // Of another protocol than FastCGI the configuration may lead to an address in more ways than are known here.
    private static bool IsNamedNoMore(DiagnosisContext context, FpmEndpoint? place, ErrorEvidence[] errors)
    {
        UpstreamProtocol protocol = ConcernedUpstreams.ProtocolOf(errors);
        return protocol == UpstreamProtocol.FastCgi
            ? place is not null && !context.UpstreamsTo(place).Any(upstream => upstream.Protocol == protocol)
            : !context.Snapshot.Configuration.Upstreams.Any(upstream => upstream.Protocol == protocol);
    }

    // A day of errors is of several troubles: each is told with its own end, and the last one alone may go on.
    private static IEnumerable<Finding> OfErrors(DiagnosisContext context, DiagnosedEndpoint? endpoint, FpmEndpoint? place, ErrorEvidence[] errors)
    {
        bool answers = endpoint is { Answers: true };

        // An endpoint that was dead and answers now is mended; what befalls single requests shows in no round trip.
        // An address that the configuration no longer names, or for another protocol, is nginx's no more, unless it has not loaded it.
        bool isLeft = IsNamedNoMore(context, place, errors) && context.Snapshot.Configuration is { Upstreams.Length: > 0, Nginx: [{ ChangedFiles.Length: 0, LoadedAt: not null }] };
        bool isOver = isLeft || !context.GoesOn(errors, context.LoadedAt(endpoint)) || (answers && errors.All(error => IsOfEndpoint(error.Symptom)));
        IReadOnlyList<ErrorEpisode> episodes = ErrorEpisode.Split(errors);
        int current = isOver ? episodes.Count : CurrentTrouble.Begin(context, endpoint, episodes);
        foreach (PastErrors over in Past(context, endpoint, [.. episodes.Take(current)]))
        {
            yield return OfErrors(context, endpoint, place, over.Episode.Errors, over, answers);
        }

        if (!isOver)
        {
            yield return OfErrors(context, endpoint, place, episodes.Skip(current).Aggregate(ErrorEpisode.Join).Errors, null, answers);
        }
    }

    // Episodes of one trouble together.
    private static List<PastErrors> Past(DiagnosisContext context, DiagnosedEndpoint? endpoint, IReadOnlyList<ErrorEpisode> episodes)
    {
        List<PastErrors> past = [];
        IReadOnlyList<int> begins = CurrentTrouble.Begins(context, endpoint, episodes);
        for (int place = 0; place < episodes.Count; place++)
        {
            var next = PastErrors.Of(context, endpoint, episodes[place]);

            // What is not known to be one is two, where somebody mended something between.
            bool isParted = next is { Outage: null, Loss: null } && begins.Contains(place);
            while (!isParted && past.Count > 0 && past[^1].IsSameAs(next, context, endpoint))
            {
                next = next with { Episode = ErrorEpisode.Join(past[^1].Episode, next.Episode) };
                past.RemoveAt(past.Count - 1);
            }

            past.Add(next);
        }

        return past;
    }

    private static Finding OfErrors(DiagnosisContext context, DiagnosedEndpoint? endpoint, FpmEndpoint? place, ErrorEvidence[] errors, PastErrors? over, bool answers)
    {
        ErrorEvidence main = errors.MaxBy(error => error.Count)!;
        bool isOver = over is not null;
        PastOutage? outage = over?.Outage;
        PastSocketLoss? loss = over?.Loss;
        return FindingText.WithErrors(
            new Finding
            {
                Cause = outage is not null ? Cause.FpmNotRunning : loss is not null ? Cause.SocketFileDeleted : isOver ? Cause.AllHealthyNow : Cause.Unknown,
                Severity = isOver ? Severity.Note : Severity.Error,
                Confidence = loss is not null ? Confidence.Likely : isOver && answers ? Confidence.Certain : isOver ? Confidence.Likely : Confidence.Possible,
                ConfidenceReason = loss is not null ? "php-fpm was not stopped while the errors came, and they ended when it was started anew." : answers ? "A round trip went well just now." : isOver ? "The errors ended a while ago." : "The logs alone do not decide it.",
                IsPresent = !isOver,
                Status = main.AttemptStatus,
                Endpoint = place,
                Pool = endpoint?.Pool?.Pool,
                ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                Explanation = outage is not null ? outage.Text(endpoint!)
                    : loss is not null ? loss.Text(endpoint!.Endpoint)
                    : isOver ? $"There were errors ({main.Symptom}: {SymptomMeanings.Of(main.Symptom).TrimEnd('.')}), and they are over."
                    : $"{main.Symptom}: {SymptomMeanings.Of(main.Symptom)} What was seen of this machine does not tell why.",
                Evidence = [.. errors.Where(error => error.Samples.Length == 0 && error.Last is not null).Select(OfTime)],
                Remedies = isOver ? [] : [.. Missing(context), new Remedy("Look at the errors one by one, with what php-fpm said at the same time.", "Get-NginxUpstreamError -Since 10m; Get-FpmLogEntry -Since 10m")],
            },
            errors);
    }

    // Of an earlier time no line was kept.
    private static FindingEvidence OfTime(ErrorEvidence error) => new("nginx's error log", $"{CountText.Times(error.Count)} {error.Symptom} from {error.First:HH:mm:ss} to {error.Last:HH:mm:ss}", Time: error.Last);

    private static IEnumerable<Remedy> Missing(DiagnosisContext context) =>
        context.Snapshot.NotSeen.Take(2).Select(gap => new Remedy($"Not seen: {gap.What}, since {gap.Reason}. {gap.Remedy}"));

    private static bool IsOfEndpoint(Symptom symptom) => symptom is Symptom.SocketMissing or Symptom.ConnectionRefused or Symptom.PermissionDenied or Symptom.SocketWrongType
        or Symptom.BacklogFull or Symptom.ConnectTimedOut or Symptom.HostUnreachable or Symptom.NetworkUnreachable or Symptom.NoLiveUpstreams or Symptom.ResponseTimedOut
        or Symptom.SocketPathInvalid or Symptom.ProtocolMismatch or Symptom.ConnectionFailed;

    // What is over explains nothing that came afterwards.
    private static ErrorEvidence? Left(IReadOnlyList<Finding> found, ErrorEvidence error)
    {
        Finding[] explaining = [.. found.Where(finding => Explains(finding, error))];
        return explaining.Length == 0 ? error
            : explaining.Any(finding => finding.IsPresent || finding.Last is null) ? null
            : ErrorEpisode.After(error, explaining.Max(finding => finding.Last)!.Value + SameMoment);
    }

    // Those before all that explains them now, where that is known to have begun after something was mended.
    private static ErrorEvidence? Mended(DiagnosisContext context, IReadOnlyList<Finding> found, ErrorEvidence error)
    {
        Finding[] explaining = [.. found.Where(finding => Explains(finding, error))];
        DateTime?[] begins = [.. explaining.Where(finding => finding.IsPresent).Select(finding => Onset.Of(context, finding).Parted)];
        DateTime? told = explaining.Where(finding => !finding.IsPresent).Max(finding => finding.Last);
        return begins.Length == 0 || begins.Any(begin => begin is null) || ErrorEpisode.Before(error, begins.Min()!.Value) is not { } before ? null
            : told is { } last ? ErrorEpisode.After(before, last + SameMoment) : before;
    }

    private static bool Explains(Finding finding, ErrorEvidence error) => finding.ErrorCount > 0
        && (finding.Endpoint is null || error.Endpoint is null || finding.Endpoint.Equals(error.Endpoint))
        && finding.Symptoms.Contains(error.Symptom);
}
