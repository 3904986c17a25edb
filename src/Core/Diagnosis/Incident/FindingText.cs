namespace Nginx502.Diagnosis;

/// <summary>Makes findings of what rules saw.</summary>
internal static class FindingText
{
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
                Evidence = [new FindingEvidence("socket", $"{socket.FailedRung} fails{errno}{(explanation == socket.Explanation ? string.Empty : $": {socket.Explanation}")}", Time: socket.Time)],
                Remedies = [.. remedies],
            },
            endpoint.Showing(symptoms));
    }

    /// <summary>The lines of nginx's configuration that set something of an upstream, as evidence; the lines of the upstream itself where nothing does.</summary>
    /// <param name="upstreams">The upstreams.</param>
    /// <param name="name">What is set, without the name of the protocol: <c>read_timeout</c>.</param>
    public static IEnumerable<FindingEvidence> OfSettings(IReadOnlyList<NginxUpstream> upstreams, string name) => upstreams
        .Select(upstream => upstream.GetSetting(Nginx.SettingCatalogue.PrefixOf(upstream.Protocol) + name) is { Path: not null } setting
            ? new FindingEvidence("nginx's configuration", $"{setting.Name} {setting.Value};", setting.Path, setting.LineNumber)
            : new FindingEvidence("nginx's configuration", $"{upstream.Directive} {upstream.Upstream};{(upstream.GetSetting(Nginx.SettingCatalogue.PrefixOf(upstream.Protocol) + name) is { } built ? $" with {built.Name} {built.Value}, the default" : string.Empty)}", upstream.Path, upstream.LineNumber))
        .Distinct()
        .Take(1);

    /// <summary>What is short on the machine, as evidence.</summary>
    public static IEnumerable<FindingEvidence> OfResources(IEnumerable<GatewayResource> resources) =>
        resources.Select(resource => new FindingEvidence("kernel", $"{resource.Resource} of {resource.Subject}: {resource.Explanation}", Time: resource.Time)).Take(2);

    /// <summary>The places of a disagreement, as evidence.</summary>
    public static IEnumerable<FindingEvidence> OfPlaces(AlignmentMismatch mismatch) => new[] { ("nginx", mismatch.NginxPlace), ("php-fpm", mismatch.FpmPlace) }
        .SelectMany<(string Program, AlignmentPlace? Place), FindingEvidence>(side => side.Place is { } place ? [new FindingEvidence($"{side.Program}'s configuration", place.Text, place.Path, place.LineNumber)] : []);

    /// <summary>How a service stands, as evidence. When it was masked nobody tells: the time is that of its end.</summary>
    public static IEnumerable<FindingEvidence> OfService(GatewayService service) => service is { IsMasked: true, IsRunning: false }
        ? [new FindingEvidence(FindingEvidence.Service, $"{service.Name}: {service.State}.", Time: service.Since), new FindingEvidence(FindingEvidence.Service, $"{service.Name}: {service.Explanation}")]
        : [new FindingEvidence(FindingEvidence.Service, $"{service.Name}: {service.State}. {service.Explanation}".TrimEnd(), Time: service.Since)];

    /// <summary>What a program said of a configuration, as evidence.</summary>
    public static IEnumerable<FindingEvidence> OfTest(ConfigurationTestResult test) => test.Diagnostics.Where(diagnostic => diagnostic.Severity >= Severity.Error)
        .Select(diagnostic => new FindingEvidence(test.IsAsked ? $"{test.Program} -t" : $"{test.Program}'s configuration", diagnostic.Message, diagnostic.Path, diagnostic.LineNumber));

    /// <summary>Where a configuration is refused, as words of a sentence: the first place that its program names.</summary>
    public static string PlaceOf(ConfigurationTestResult test) => test.Diagnostics.FirstOrDefault(diagnostic => diagnostic is { Severity: >= Severity.Error, Path: not null }) is { } first
        ? ConfigurationPlace.Format(first.Path!, first.LineNumber)
        : "what it refuses";

    /// <summary>A command of this module on the pool of an endpoint.</summary>
    public static string ForPool(DiagnosisContext context, string cmdlet, FpmPool pool, string arguments) =>
        CommandText.ForPool(cmdlet, pool.Pool, context.FileOf(pool), arguments).TrimEnd();

    /// <summary>A finding with the errors of nginx that it explains.</summary>
    public static Finding WithErrors(Finding finding, IReadOnlyList<ErrorEvidence> errors) => finding with
    {
        // What nginx wrote of the attempts tells the status better than any rule: a time-out is a 504 by one clock and a 502 by another.
        Status = finding.Status is null ? null : errors.Where(error => error.AttemptStatus is not null).MaxBy(error => error.Count)?.AttemptStatus ?? finding.Status,
        ErrorCount = errors.Sum(error => error.Count),
        Symptoms = [.. errors.Select(error => error.Symptom).Distinct()],
        First = errors.Min(error => error.First),
        Last = errors.Max(error => error.Last),
        Servers = finding.Servers.Length > 0 ? finding.Servers : [.. errors.Select(error => error.Server).OfType<string>().Distinct()],
        Evidence = [.. finding.Evidence, .. errors.SelectMany(error => error.Samples).OrderByDescending(sample => sample.Time).Select(OfLine)],
    };

    /// <summary>A finding with the events of php-fpm that speak for it.</summary>
    public static Finding WithEvents(Finding finding, IReadOnlyList<FpmEventEvidence> events) => finding with
    {
        Evidence = [.. events.SelectMany(found => found.Samples).OrderByDescending(sample => sample.Time).Select(sample => OfLine(sample) with { Source = "php-fpm's log" }), .. finding.Evidence],
    };

    private static FindingEvidence OfLine(LogExcerpt line) => new("nginx's error log", line.Text, line.Path, line.LineNumber, line.Time);
}
