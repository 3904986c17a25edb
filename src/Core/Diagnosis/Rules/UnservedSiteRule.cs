namespace Nginx502.Diagnosis;

/// <summary>
/// Visitors of a site get nothing but 404 or 403, for pages that were served before: its directory is not there, or may not be read. No failure of the gateway, and
/// every page is gone.
/// </summary>
internal sealed class UnservedSiteRule : IDiagnosisRule
{
    private const int LeastKnown = 2;
    private const int Forbidden = 403;
    private const int NotFound = 404;
    private const string LimitExtensions = "security.limit_extensions";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<string, NginxUpstream> site in context.Snapshot.Configuration.Upstreams.Where(upstream => upstream.Server.Length > 0).GroupBy(upstream => upstream.Server))
        {
            if ((Closed(context, site) ?? Gone(context, site)) is { } unseen)
            {
                yield return unseen;
                continue;
            }

            AnswerCount? refused = context.Snapshot.Answers
                .Where(answer => answer.Unserved is { } unserved && IsOf(answer, site) && !IsDeniedBefore(context, site.Key, answer) && Presence.GoesOn(context.Snapshot.Time, unserved.Since, answer.Last, unserved.Failed, context.NginxLoadedAt))
                .MaxBy(answer => answer.Unserved!.Failed);
            if (refused is null)
            {
                continue;
            }

            // Where the directory is another program's alone, as php-fpm's in its container, pages are served all the same.
            NginxUpstream? missing = site.FirstOrDefault(upstream => upstream.DocumentRoot is { } root && context.Snapshot.Configuration.MissingDocumentRoots.Contains(SafeText.Escape(root)));
            if (missing is not null)
            {
                Finding gone = Missing(site.Key, missing, refused);

                // Of what was never served visitors who guess may be all that ask.
                yield return refused.UnservedKnown >= LeastKnown ? gone with { Title = $"The document root of the site is not there: every page is a {refused.Status}, and no 502" } : gone;
            }
            else if (refused.UnservedKnown >= LeastKnown && OwnOf(context, site.Key, refused) is var own && !ScriptNotFoundRule.IsOfStartPage(own) && (IsOfOneSite(refused) || own.Length > 0) && !context.Endpoints.Any(endpoint => endpoint.IsFailing && endpoint.Servers.Contains(site.Key)))
            {
                Finding finding = Refused(site.Key, site.First(), refused, own);
                yield return finding with { Remedies = [.. Extensions(context, site, finding), .. finding.Remedies] };
            }
        }
    }

    // Scripts alone may be read by another user than nginx's: that visitors are refused shows that it matters.
    private static Finding? Closed(DiagnosisContext context, IGrouping<string, NginxUpstream> site)
    {
        NginxUpstream? upstream = site.FirstOrDefault(found => ClosedOf(context, found) is not null);
        if (upstream is null || RefusedOf(context, site) is not { } refused)
        {
            return null;
        }

        ClosedDocumentRoot closed = ClosedOf(context, upstream!)!;
        return Make(site.Key, RootLine(upstream!), refused) with
        {
            Confidence = IsOfOneSite(refused) ? Confidence.Certain : Confidence.Likely,
            ConfidenceReason = IsOfOneSite(refused) ? "The directory was looked at as nginx's worker, and visitors are refused." : "The directory was looked at as nginx's worker; whom of several sites the refused answers are of, the access log does not tell.",
            Explanation = $"nginx's worker may not enter {closed.Directory} ({closed.Reason}), so that it finds nothing of the site below {closed.Path}: visitors get {refused.Status}. nginx and php-fpm work.",
            Remedies = [new Remedy($"See whose the directories are, and let nginx's worker pass: {closed.Directory} lacks the x for it.", $"namei -l {PasteText.Shell(closed.Path)}")],
        };
    }

    // Of a log that sites share nobody knows whose the good answers are; where php-fpm sees the same directories as nginx, none is of this one.
    private static Finding? Gone(DiagnosisContext context, IGrouping<string, NginxUpstream> site)
    {
        NginxUpstream[] all = [.. site];
        return all.All(upstream => upstream.DocumentRoot is { } root && context.Snapshot.Configuration.MissingDocumentRoots.Contains(SafeText.Escape(root)) && IsOfThisMachine(context, upstream))
            && RefusedOf(context, site) is { } refused && !IsOfOneSite(refused)
            ? Missing(site.Key, all[0], refused) with { Confidence = Confidence.Likely, ConfidenceReason = "The directory was looked for; whom of several sites the refused answers are of, the access log does not tell." }
            : null;
    }

    // A pool in a container or a chroot has files of its own.
    private static bool IsOfThisMachine(DiagnosisContext context, NginxUpstream upstream) => upstream.Endpoints.Length > 0 && upstream.Endpoints.All(endpoint =>
        context.EndpointOf(endpoint)?.Pool is { Chroot: null or "" } pool
        && context.Snapshot.Configuration.Fpm.Any(fpm => fpm.ConfigurationPath == pool.MasterConfigurationPath && fpm.RootPath is null));

    private static AnswerCount? RefusedOf(DiagnosisContext context, IGrouping<string, NginxUpstream> site) => context.Snapshot.Answers
        .Where(answer => answer.Status is Forbidden or NotFound && IsOf(answer, site) && Presence.GoesOn(context.Snapshot.Time, answer.Unserved?.Since ?? answer.First, answer.Last, answer.Unserved?.Failed ?? answer.Count, null))
        .MaxBy(answer => answer.Last);

    private static ClosedDocumentRoot? ClosedOf(DiagnosisContext context, NginxUpstream upstream) => upstream.DocumentRoot is { } root
        ? context.Snapshot.Configuration.ClosedDocumentRoots.FirstOrDefault(found => found.Path == SafeText.Escape(root))
        : null;

    private static Finding Missing(string server, NginxUpstream upstream, AnswerCount refused)
    {
        string root = SafeText.Escape(upstream.DocumentRoot!);
        NginxSetting? line = RootLine(upstream);
        string place = line is { Path: { } path } ? $" in {ConfigurationPlace.Format(path, line.LineNumber)}" : string.Empty;
        return Make(server, line, refused) with
        {
            ConfidenceReason = "The directory was looked for, and nothing was served since.",
            Explanation = $"The document root {root} is not there, so that every page of the site is answered {refused.Status}. nginx and php-fpm work.",
            Remedies = [new Remedy($"Put {root} back (see what is there now), or correct {line?.Name ?? "root"}{place} and reload nginx.", $"ls -la {PasteText.Shell(Path.GetDirectoryName(root) ?? "/")}")],
        };
    }

    private static Finding Refused(string server, NginxUpstream upstream, AnswerCount refused, ErrorEvidence[] own)
    {
        bool isDenied = own.Any(error => error.Symptom == Symptom.ScriptDenied);
        Finding finding = Make(server, RootLine(upstream), refused) with
        {
            ConfidenceReason = "Pages that were served before are refused, and nothing was served since.",
            Explanation = $"Pages of the site that were served before are answered {refused.Status} now, and none is served. nginx and php-fpm work: {(isDenied ? "php-fpm refuses the scripts, by security.limit_extensions or by the rights of a file" : refused.Status == Forbidden ? "the files may not be read, or the configuration forbids them" : "the files were moved, or a location or SCRIPT_FILENAME leads elsewhere")}.",
            Remedies = upstream.DocumentRoot is ['/', ..] root && !root.Contains('$', StringComparison.Ordinal)
                ? [new Remedy("See what nginx says of it.", "Get-NginxUpstreamError -All -Tail 5"), new Remedy("See whether nginx's user may pass every directory on the way, and whether the files are there.", $"namei -l {PasteText.Shell(root)}; ls -la {PasteText.Shell(root)}")]
                : [new Remedy("See what nginx says of it.", "Get-NginxUpstreamError -All -Tail 5")],
        };
        return finding with { Evidence = [.. finding.Evidence, .. own.SelectMany(error => error.Samples).OrderByDescending(sample => sample.Time).Take(2).Select(sample => new FindingEvidence("nginx's error log", sample.Text, sample.Path, sample.LineNumber, sample.Time))] };
    }

    // A log that several sites write without their names tells of none of them.
    private static bool IsOfOneSite(AnswerCount answer) => answer.Site is not null || answer.Servers.Length == 1;

    // What php-fpm refused before it loaded its files anew, it may run now.
    private static bool IsDeniedBefore(DiagnosisContext context, string server, AnswerCount refused) => OwnOf(context, server, refused) is { Length: > 0 } own
        && own.All(error => error.Symptom == Symptom.ScriptDenied && !Presence.GoesOn(context.Snapshot.Time, error.First, error.Last, error.Count, context.LoadedAt(context.EndpointOf(error.Endpoint))));

    private static ErrorEvidence[] OwnOf(DiagnosisContext context, string server, AnswerCount refused) =>
        [.. context.Showing(Symptom.ScriptDenied, Symptom.ScriptNotFound).Where(error => error.Server == server && error.Last >= refused.Unserved!.Since)];

    // php-src: sapi/fpm/fpm/fpm_php.c, fpm_php_limit_extensions.
    private static IEnumerable<Remedy> Extensions(DiagnosisContext context, IEnumerable<NginxUpstream> site, Finding finding) =>
        finding.Evidence.Any(evidence => evidence.Text.Contains(LimitExtensions, StringComparison.Ordinal)) && site.SelectMany(upstream => upstream.Endpoints).Select(context.EndpointOf).FirstOrDefault(endpoint => endpoint?.Pool is not null)?.Pool is { } pool
            ? [CommandText.RunPhp(pool.Pool, context.FileOf(pool))]
            : [];

    private static Finding Make(string server, NginxSetting? line, AnswerCount refused) => new()
    {
        Cause = Cause.ScriptNotFound,
        Severity = Severity.Warning,
        Confidence = Confidence.Certain,
        ConfidenceReason = string.Empty,
        IsPresent = true,
        Status = refused.Status,
        Servers = [server],
        Explanation = string.Empty,
        Evidence =
        [
            .. line is { Path: not null } ? (FindingEvidence[])[new FindingEvidence("nginx's configuration", $"{line.Name} {line.Value};", line.Path, line.LineNumber)] : [],
            new FindingEvidence(
                "nginx's access log",
                refused.Unserved is { } unserved ? $"{CountText.Of(unserved.Failed, "answer")} {refused.Status} since {unserved.Since:HH:mm:ss}, and none that served something" : $"{CountText.Of(refused.Count, "answer")} {refused.Status}",
                refused.Path,
                Time: refused.Last),
        ],
        ErrorCount = refused.Unserved?.Failed ?? refused.Count,
        First = refused.Unserved?.Since ?? refused.First,
        Last = refused.Last,
    };

    private static NginxSetting? RootLine(NginxUpstream upstream) => upstream.GetSetting("root") ?? upstream.GetSetting("alias");

    private static bool IsOf(AnswerCount answer, IEnumerable<NginxUpstream> site) => site.Any(upstream => answer.Site is { } name
        ? name == upstream.Server || upstream.ServerNames.Contains(name)
        : answer.Servers.Length == 0 || answer.Servers.Contains(upstream.Server));
}
