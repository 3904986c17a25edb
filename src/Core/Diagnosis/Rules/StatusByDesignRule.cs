using Nginx502.Inspection;

namespace Nginx502.Diagnosis;

/// <summary>A 502 or 500 that was said on purpose: by the configuration, or by the application itself. Nothing failed on the way.</summary>
internal sealed class StatusByDesignRule : IDiagnosisRule
{
    private const int BadGateway = 502;
    private const int InternalError = 500;

    // Both logs tell of a failure within this time.
    private static readonly TimeSpan SameFailure = TimeSpan.FromSeconds(5);

    /// <summary>What ends an answer that the configuration says.</summary>
    public static Remedy TakeOut { get; } = new("Take the return out where it is not meant any more, and reload nginx.", null, ChangeApplies.NginxReload, Disruptions.NginxReload);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context) => Check(context, BadGateway).Concat(Check(context, InternalError));

    /// <summary>A line of the configuration that says an answer, as evidence.</summary>
    public static FindingEvidence OfReturn(Nginx.NginxReturn found) =>
        new("nginx's configuration", $"return {found.Status}; in {(found.Location.Length == 0 ? found.Server : $"{found.Server} {found.Location}")}", found.Path, found.LineNumber);

    private static IEnumerable<Finding> Check(DiagnosisContext context, int status)
    {
        // A log that does not name the site is of the servers that write it.
        foreach (IGrouping<(string? Name, string? Log), AnswerCount> site in context.Snapshot.Answers.Where(answer => answer.Status == status).GroupBy(answer => (answer.Site, answer.Site is null ? answer.Path : null)))
        {
            long said = site.Sum(answer => answer.FromUpstream);
            long configured = site.Sum(answer => answer.WithoutUpstream);
            long total = site.Sum(answer => answer.Count);
            string[] servers = site.Key.Name is { } name ? [name] : [.. site.SelectMany(answer => answer.Servers).Distinct()];
            Nginx.NginxReturn[] returns = [.. context.Snapshot.Returns.Where(found => found.Status == status && (servers.Length == 0 || servers.Contains(found.Server)))];
            ErrorEvidence[] failures = [.. context.Snapshot.Errors.Where(error => (error.AttemptStatus == status || (status == InternalError && error.Symptom == Symptom.PhpFatalError)) && (error.Server is null || servers.Length == 0 || servers.Contains(error.Server)))];
            long logged = failures.Sum(error => error.Count);

            // A log format without the upstream's status tells nothing; then the error log's silence and the configuration must.
            bool isSilent = !failures.Any(error => error.Last >= site.Max(answer => answer.Last) - SameFailure) && WouldTell(context) && !(site.Max(answer => answer.Last) < context.NginxLoadedAt) && !context.Endpoints.Any(endpoint => endpoint.IsFailing);
            bool isUntold = said + configured == 0 && ((logged < total && returns.Length > 0) || isSilent);
            if (said + configured == 0 && !isUntold)
            {
                continue;
            }

            // Others of the same status may have failed on the way.
            bool isTold = said + configured > 0;
            DateTime? first = isTold ? site.Min(answer => answer.SaidFirst ?? answer.First) : site.Min(answer => answer.First);
            DateTime? last = isTold ? site.Max(answer => answer.SaidLast ?? answer.Last) : site.Max(answer => answer.Last);
            DateTime? since = site.Min(answer => answer.Episode?.Since);
            long ofEpisode = site.Sum(answer => answer.Episode?.Failed ?? 0);
            bool byConfiguration = configured > said || (isUntold && returns.Length > 0);
            bool isOfEither = isUntold && returns.Length == 0;
            bool isPresent = !site.All(answer => answer.Outcome is { IsOver: true }) && Presence.GoesOn(context.Snapshot.Time, first > since ? first : since, last, isTold ? Math.Min(said + configured, ofEpisode) : ofEpisode, byConfiguration ? context.NginxLoadedAt : null);
            long all = isTold ? said + configured : Math.Max(1, total - logged);
            yield return new Finding
            {
                Cause = Cause.StatusByDesign,
                Severity = Severity.Warning,
                Confidence = isUntold ? Confidence.Possible : byConfiguration && returns.Length == 0 ? Confidence.Likely : Confidence.Certain,
                ConfidenceReason = isOfEither ? "The error log names no failure of an upstream, and the access log does not tell which upstream was asked." : isUntold ? $"The configuration has a return {status}, and the error log names fewer failures than there were; the access log does not tell which upstream was asked." : "The access log tells whether an upstream was asked, and what it said.",
                IsPresent = isPresent,
                Status = status,
                Endpoint = byConfiguration ? null : EndpointOf(context, servers),
                Servers = isUntold && !isOfEither ? [.. returns.Select(found => found.Server).Distinct()] : servers,
                Explanation = isOfEither
                    ? $"Visitors got answers {status}, and nothing failed between nginx and php-fpm: the application itself says {status}, or {(status == InternalError ? "nginx does, as for a try_files or rewrite that leads back to itself, which its error log tells" : "a return or error_page that was there then")}."
                    : byConfiguration
                    ? $"nginx answers {status} itself, without asking php-fpm: its configuration says so{(returns.Length > 0 ? string.Empty : ", by return or error_page")}."
                    : $"The application itself answers {status}: php-fpm took the request and said that. Nothing between nginx and php-fpm failed.",
                Evidence =
                [
                    .. returns.Take(2).Select(OfReturn),
                    .. site.Take(2).Select(answer => new FindingEvidence("nginx's access log", Told(answer), answer.Path, Time: answer.Last)),
                ],
                Remedies = byConfiguration
                    ? [TakeOut]
                    : [new Remedy("See which addresses, and ask the application's own log.", $"Get-NginxAccessEntry -Status {status} -Tail 20")],

                // What was said this morning is not of what is said now.
                ErrorCount = isPresent && since > first && ofEpisode > 0 ? Math.Min(all, ofEpisode) : all,
                First = isOfEither && logged > 0 ? last : isPresent && since > first ? since : first,
                Last = last,
            };
        }
    }

    private static string Told(AnswerCount answer) => answer.FromUpstream + answer.WithoutUpstream == 0
        ? $"{answer.Episode?.Failed ?? answer.Count} answers {answer.Status}{(answer.Episode is { } episode ? $" since {episode.Since:HH:mm:ss}" : string.Empty)}; its format does not tell what the upstream said"
        : $"{CountText.Of(answer.Count, "answer")} {answer.Status}, {answer.FromUpstream} of them said by the upstream, {answer.WithoutUpstream} without asking one";

    // The error log is where nginx writes to it, and keeps what failed.
    private static bool WouldTell(DiagnosisContext context)
    {
        WrittenLog[] logs = [.. context.Snapshot.Logs.Where(log => log is { IsAccessLog: false, IsFpm: false })];
        return logs.Length > 0 && logs.All(log => log is { Hides: false, IsDeletedOpen: false, Presence: LogPresence.Readable });
    }

    // The application of a site is known where all of it is handed over to one endpoint.
    private static FpmEndpoint? EndpointOf(DiagnosisContext context, string[] servers)
    {
        FpmEndpoint[] endpoints = [.. context.Snapshot.Configuration.Upstreams.Where(upstream => servers.Length == 0 || servers.Contains(upstream.Server) || upstream.ServerNames.Intersect(servers).Any()).SelectMany(upstream => upstream.Endpoints).Distinct()];
        return endpoints.Length == 1 ? endpoints[0] : null;
    }
}
