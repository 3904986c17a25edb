namespace Nginx502.Diagnosis;

/// <summary>Makes findings of what rules saw.</summary>
internal static class FindingText
{
    // A person reads three lines; the log has the rest.
    private const int MostEvidence = 6;

    /// <summary>A finding on an endpoint that fails now, as its ladder shows.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="cause">The cause.</param>
    /// <param name="explanation">Why.</param>
    /// <param name="remedies">What mends it.</param>
    /// <param name="symptoms">The errors of the endpoint that it explains.</param>
    public static Finding OfSocket(DiagnosedEndpoint endpoint, Cause cause, string explanation, IEnumerable<Remedy> remedies, params Symptom[] symptoms)
    {
        FpmSocketTestResult socket = endpoint.Socket!;
        string errno = socket.Errno is { } number ? $" (errno {(int)number}, {number})" : string.Empty;
        return WithErrors(
            new Finding
            {
                Cause = cause,
                Severity = Severity.Error,
                Confidence = Confidence.Certain,
                ConfidenceReason = "The kernel was asked as nginx's worker, just now.",
                IsPresent = true,
                Status = 502,
                Endpoint = endpoint.Endpoint,
                Pool = endpoint.Pool?.Pool ?? socket.Pool,
                ConfigurationPath = endpoint.Pool?.ConfigurationPath,
                Servers = endpoint.Servers,
                Explanation = explanation,
                Evidence = [new FindingEvidence("socket", $"{socket.FailedRung} fails{errno}: {socket.Explanation}", Time: socket.Time)],
                Remedies = [.. remedies],
            },
            endpoint.Showing(symptoms));
    }

    /// <summary>A finding with the errors of nginx that it explains.</summary>
    public static Finding WithErrors(Finding finding, IReadOnlyList<ErrorEvidence> errors) => finding with
    {
        ErrorCount = errors.Sum(error => error.Count),
        First = errors.Min(error => error.First),
        Last = errors.Max(error => error.Last),
        Servers = finding.Servers.Length > 0 ? finding.Servers : [.. errors.Select(error => error.Server).OfType<string>().Distinct()],
        Evidence = [.. finding.Evidence.Concat(errors.SelectMany(error => error.Samples).OrderByDescending(sample => sample.Time).Select(OfLine)).Take(MostEvidence)],
    };

    /// <summary>A finding with the events of php-fpm that speak for it.</summary>
    public static Finding WithEvents(Finding finding, IReadOnlyList<FpmEventEvidence> events) => finding with
    {
        Evidence =
        [
            .. events.SelectMany(found => found.Samples).OrderByDescending(sample => sample.Time).Select(sample => OfLine(sample) with { Source = "php-fpm's log" }).Concat(finding.Evidence).Take(MostEvidence),
        ],
    };

    private static FindingEvidence OfLine(LogExcerpt line) => new("nginx's error log", line.Text, line.Path, line.LineNumber, line.Time);
}
