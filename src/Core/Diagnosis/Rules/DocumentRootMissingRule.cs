namespace Nginx502.Diagnosis;

/// <summary>The directory that a site serves is not there, and visitors get nothing but a 404: no failure of the gateway, and every page is gone.</summary>
internal sealed class DocumentRootMissingRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<(string Server, string Root), NginxUpstream> site in context.Snapshot.Configuration.Upstreams
            .Where(upstream => upstream.DocumentRoot is { } root && context.Snapshot.Configuration.MissingDocumentRoots.Contains(SafeText.Escape(root)))
            .GroupBy(upstream => (upstream.Server, SafeText.Escape(upstream.DocumentRoot!))))
        {
            // Where the directory is another program's alone, as php-fpm's in its container, pages are served all the same.
            AnswerCount? refused = context.Snapshot.Answers
                .Where(answer => answer.Unserved is { } unserved && IsOf(answer, site) && Presence.GoesOn(context.Snapshot.Time, unserved.Since, answer.Last, unserved.Failed, context.NginxLoadedAt))
                .MaxBy(answer => answer.Unserved!.Failed);
            if (refused is not null)
            {
                yield return Make(site.Key.Server, site.Key.Root, site.First(), refused);
            }
        }
    }

    private static Finding Make(string server, string root, NginxUpstream upstream, AnswerCount refused)
    {
        NginxSetting? line = upstream.GetSetting("root") ?? upstream.GetSetting("alias");
        string place = line is { Path: { } path } ? $" in {ConfigurationPlace.Format(path, line.LineNumber)}" : string.Empty;
        return new Finding
        {
            Cause = Cause.ScriptNotFound,
            Severity = Severity.Warning,
            Confidence = Confidence.Certain,
            ConfidenceReason = "The directory was looked for, and nothing was served since.",
            IsPresent = true,
            Status = refused.Status,
            Servers = [server],
            Explanation = $"The document root {root} is not there, so that every page of the site is answered {refused.Status}. nginx and php-fpm work.",
            Evidence =
            [
                .. line is { Path: not null } ? (FindingEvidence[])[new FindingEvidence("nginx's configuration", $"{line.Name} {line.Value};", line.Path, line.LineNumber)] : [],
                new FindingEvidence("nginx's access log", $"{refused.Unserved!.Failed} answers {refused.Status} since {refused.Unserved.Since:HH:mm:ss}, and none that served something", refused.Path, Time: refused.Last),
            ],
            Remedies = [new Remedy($"Put {root} back (see what is there now), or correct {line?.Name ?? "root"}{place} and reload nginx.", $"ls -la {PasteText.Shell(Path.GetDirectoryName(root) ?? "/")}")],
            ErrorCount = refused.Unserved.Failed,
            First = refused.Unserved.Since,
            Last = refused.Last,
        };
    }

    private static bool IsOf(AnswerCount answer, IEnumerable<NginxUpstream> site) => site.Any(upstream => answer.Site is { } name
        ? name == upstream.Server || upstream.ServerNames.Contains(name)
        : answer.Servers.Length == 0 || answer.Servers.Contains(upstream.Server));
}
