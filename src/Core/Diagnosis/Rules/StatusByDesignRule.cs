namespace Nginx502.Diagnosis;

/// <summary>
/// A 502 or 500 that was said on purpose: by the configuration, or by the application itself. Nothing failed on the way. A 503 is of the configuration alone: what an
/// application says of its own maintenance is its own matter.
/// </summary>
internal sealed class StatusByDesignRule : IDiagnosisRule
{
    private const int BadGateway = 502;
    private const int InternalError = 500;

    private static readonly Remedy SeeLimits = new("See whether a limit says it: nginx's error log has a line with \"limiting\" for each such answer.");

    /// <summary>What ends an answer that the configuration says.</summary>
    public static Remedy TakeOut { get; } = new("Take the return out where it is not meant any more, and reload nginx.", null, ChangeApplies.NginxReload, Disruptions.NginxReload);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context) => Check(context, BadGateway).Concat(Check(context, InternalError)).Concat(Check(context, SaidAnswers.Unavailable));

    /// <summary>A line of the configuration that says an answer, as evidence.</summary>
    public static FindingEvidence OfReturn(Nginx.NginxReturn found) =>
        new("nginx's configuration", $"return {found.Status}; in {(found.Location.Length == 0 ? found.Server : $"{found.Server} {found.Location}")}", found.Path, found.LineNumber);

    private static IEnumerable<Finding> Check(DiagnosisContext context, int status)
    {
        // A log that does not name the site is of the servers that write it.
        foreach (IGrouping<(string? Name, string? Log), AnswerCount> site in context.Snapshot.Answers.Where(answer => answer.Status == status).GroupBy(answer => (answer.Site, answer.Site is null ? answer.Path : null)))
        {
            string[] servers = site.Key.Name is { } name ? [name] : [.. site.SelectMany(answer => answer.Servers).Distinct()];
            var answers = new SaidAnswers(context, [.. site], servers);
            if (answers.IsAny)
            {
                yield return Of(context, status, [.. site], servers, answers);
            }
        }
    }

    private static Finding Of(DiagnosisContext context, int status, AnswerCount[] site, string[] servers, SaidAnswers answers) => new()
    {
        Cause = Cause.StatusByDesign,
        Severity = Severity.Warning,
        Confidence = !answers.IsTold ? Confidence.Possible : answers.IsConfigured && (answers.Returns.Length == 0 || status == SaidAnswers.Unavailable) ? Confidence.Likely : Confidence.Certain,
        ConfidenceReason = answers.IsOfEither ? "The error log names no failure of an upstream, and the access log does not tell which upstream was asked."
            : !answers.IsTold ? $"The configuration has a return {status}, and the error log names fewer failures than there were; the access log does not tell which upstream was asked."
            : status == SaidAnswers.Unavailable ? $"The access log tells that no upstream was asked, and the configuration has a return {status}; limit_req and limit_conn say it too."
            : "The access log tells whether an upstream was asked, and what it said.",
        IsPresent = answers.IsPresent,
        Status = status,
        Endpoint = answers.IsConfigured ? null : EndpointOf(context, servers),
        Servers = !answers.IsTold && !answers.IsOfEither ? [.. answers.Returns.Select(found => found.Server).Distinct()] : servers,
        Explanation = answers.IsOfEither
            ? $"Visitors got answers {status}, and nothing failed between nginx and php-fpm: the application itself says {status}, or {(status == InternalError ? "nginx does, as for a try_files or rewrite that leads back to itself, which its error log tells" : "a return or error_page that was there then")}."
            : answers.IsConfigured
            ? $"nginx answers {status} itself, without asking php-fpm: its configuration says so{(answers.Returns.Length == 0 ? ", by return or error_page" : status == SaidAnswers.Unavailable ? ", as for a maintenance, or a limit of nginx (limit_req, limit_conn) does" : string.Empty)}."
            : $"The application itself answers {status}: php-fpm took the request and said that. Nothing between nginx and php-fpm failed.",
        Evidence =
        [
            .. answers.Returns.Take(2).Select(OfReturn),
            .. site.Take(2).Select(answer => new FindingEvidence("nginx's access log", Told(answer), answer.Path, Time: answer.Last)),
        ],
        Remedies = answers.IsConfigured
            ? status == SaidAnswers.Unavailable ? [SeeLimits, TakeOut] : [TakeOut]
            : [new Remedy("See which addresses, and ask the application's own log.", $"Get-NginxAccessEntry -Status {status} -Tail 20")],
        ErrorCount = answers.Count,
        First = answers.First,
        Last = answers.Last,
    };

    private static string Told(AnswerCount answer) => answer.FromUpstream + answer.WithoutUpstream == 0
        ? $"{CountText.Of((answer.Unlogged ?? answer.Episode)?.Failed ?? answer.Count, "answer")} {answer.Status}{((answer.Unlogged ?? answer.Episode) is { } spell ? $" since {spell.Since:HH:mm:ss}" : string.Empty)}; its format does not tell what the upstream said"
        : $"{CountText.Of(answer.Count, "answer")} {answer.Status}, {answer.FromUpstream} of them said by the upstream, {answer.WithoutUpstream} without asking one";

    // The application of a site is known where all of it is handed over to one endpoint.
    private static FpmEndpoint? EndpointOf(DiagnosisContext context, string[] servers)
    {
        FpmEndpoint[] endpoints = [.. context.Snapshot.Configuration.Upstreams.Where(upstream => servers.Length == 0 || servers.Contains(upstream.Server) || upstream.ServerNames.Intersect(servers).Any()).SelectMany(upstream => upstream.Endpoints).Distinct()];
        return endpoints.Length == 1 ? endpoints[0] : null;
    }
}
