using System.Text.RegularExpressions;

namespace Nginx502.Diagnosis;

/// <summary>php-fpm has no such file: a 404 that looks like an error of the upstream.</summary>
internal sealed class ScriptNotFoundRule() : SymptomRule(Cause.ScriptNotFound, Symptom.ScriptNotFound, Symptom.ScriptDenied)
{
    // php-src: sapi/fpm/fpm/fpm_php.c and fpm_main.c.
    private const string LimitExtensions = "security.limit_extensions";
    private const string AllPages = "PHP-FPM finds no script of the site: every page of PHP is a 404, and no 502";
    private const int FewOfAnybody = 3;
    private const string NotPermitted = "(Permission denied)";

    private static readonly Regex DeniedScript = new(@"Unable to open primary script: (?<script>/\S+) \(Permission denied\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly string[] StartPages = ["request: \"GET /\"", "request: \"GET /index.php\""];

    /// <inheritdoc/>
    protected override int? Status => 404;

    /// <inheritdoc/>
    protected override Severity SeverityOf(ErrorEvidence[] errors) => IsOfStartPage(errors) ? Severity.Warning : Severity.Note;

    /// <inheritdoc/>
    protected override bool Concerns(DiagnosisContext context, ErrorEvidence error) => !OpenBasedirRule.Tells(error);

    // What limit_extensions refuses ends with a load of php-fpm, all else with one of nginx.
    /// <inheritdoc/>
    protected override bool GoesOn(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        errors.GroupBy(error => Says([error], LimitExtensions)).Any(kind => kind.Key ? context.GoesOn([.. kind], context.LoadedAt(endpoint)) : base.GoesOn(context, endpoint, [.. kind]));

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        Says(errors, LimitExtensions)
            ? $"php-fpm may not run these scripts: {LimitExtensions} of the pool{(endpoint?.Pool?.GetSetting(LimitExtensions)?.Value is { } allowed ? $" allows {allowed} alone" : " does not allow their extension")}. Visitors got a 403, and no 502."
            : Says(errors, NotPermitted)
            ? $"The workers of the pool{(endpoint?.Pool?.User is { } user ? $" (user {user})" : string.Empty)} may not read these scripts, or a directory on the way: visitors got a 403 or 404, and no 502."
            : endpoint?.Pool?.Chroot is { Length: > 1 } root && !IsBelow(context, endpoint, errors, root)
            ? $"php-fpm does not find the scripts. The pool has chroot = {root}: SCRIPT_FILENAME must be the path as it is below that, and nginx hands over the path of the machine."
            : IsOfStartPage(errors)
            ? "php-fpm does not find the script of the start page itself: visitors got a 404 or 403, and no 502. The files were moved, or SCRIPT_FILENAME or root is wrong."
            : "php-fpm was asked for scripts that are not there or may not be run: visitors got a 404 or 403, and no 502. Mostly it is visitors who guess addresses; where all pages fail, SCRIPT_FILENAME or root is wrong.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [
        .. Says(errors, LimitExtensions) && endpoint?.Pool is { } limited ? (Remedy[])[CommandText.RunPhp(limited.Pool, context.FileOf(limited))] : [],
        .. Says(errors, NotPermitted) && Script(errors) is { } script ? (Remedy[])[new Remedy("See whose the file is, and who may pass the directories on the way.", $"namei -l {PasteText.Shell(script)}")] : [],
        .. IsOfStartPage(errors) || endpoint?.Pool?.Chroot is { Length: > 1 } ? Paths(context, endpoint, errors) : [],
        new Remedy("See which.", "Measure-NginxUpstreamError -All -Symptom ScriptNotFound, ScriptDenied -By Server, RequestUri"),
    ];

    /// <inheritdoc/>
    protected override Finding Complete(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors, Finding finding)
    {
        // Whoever guesses asks for other pages than the start page.
        ErrorEvidence[] start = [.. errors.Where(error => error.Symptom == Symptom.ScriptNotFound && IsOfStartPage([error]))];
        if (start.Length == 0 || endpoint?.Pool is not { Chroot: { Length: > 1 } root } pool || ConcernedUpstreams.Of(context, endpoint, start) is not { Count: > 0 } upstreams || !upstreams.All(upstream => IsLost(context, upstream, root)))
        {
            return finding;
        }

        // Anybody may ask for a start page that never was, where the chroot has the rest under the same path.
        bool isCertain = upstreams.All(upstream => ScriptPath.IsOutside(upstream, root));
        if (start.Any(error => error.Outcome is { GoodSince: > 0 }) || (!isCertain && start.Sum(error => error.Count) < FewOfAnybody))
        {
            return finding;
        }

        return finding with
        {
            Title = AllPages,
            Severity = Severity.Error,
            Confidence = isCertain ? finding.Confidence : Confidence.Likely,
            ConfidenceReason = isCertain ? finding.ConfidenceReason : "The site lies outside of the chroot, and php-fpm does not find its start page; what is below the chroot was not looked at.",
            Servers = [.. start.Select(error => error.Server).OfType<string>().Distinct()],
            Evidence = [.. new[] { ("nginx", AlignmentPlace.Of(ScriptPath.LineOf(upstreams[0])!)), ("php-fpm", AlignmentPlace.Of(pool, "chroot")) }.Select(side => new FindingEvidence($"{side.Item1}'s configuration", side.Item2.Text, side.Item2.Path, side.Item2.LineNumber)), .. finding.Evidence],
        };
    }

    // nginx names all scripts of the site by a path that php-fpm does not have. A document root that the machine does not have is one below the chroot.
    private static bool IsLost(DiagnosisContext context, NginxUpstream upstream, string chroot) => ScriptPath.IsOutside(upstream, chroot)
        || (ScriptPath.IsElsewhere(upstream, chroot) && upstream.DocumentRoot is { } root && !context.Snapshot.Configuration.MissingDocumentRoots.Contains(SafeText.Escape(root)));

    private static IEnumerable<Remedy> Paths(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) => ConcernedUpstreams.Of(context, endpoint, errors)
        .Select(upstream => Paths(context, upstream, endpoint?.Pool is { Chroot.Length: > 1 } pool ? pool : null))
        .FirstOrDefault(remedies => remedies.Length > 0) ?? [];

    private static Remedy[] Paths(DiagnosisContext context, NginxUpstream upstream, FpmPool? chrooted) => chrooted is null
        ? ScriptPath.Correct(upstream, null, context.Snapshot.Configuration.Upstreams) is { } usual ? [usual] : []
        : ScriptPath.Correct(upstream, chrooted, context.FileOf(chrooted), context.Snapshot.Configuration.Upstreams) is { Length: > 0 } correct ? correct
        : IsLost(context, upstream, chrooted.Chroot!) ? [.. ScriptPath.Join(upstream, chrooted, context.FileOf(chrooted), context.Snapshot.Configuration.Upstreams)]
        : [];

    // As far as it can be told.
    private static bool IsBelow(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors, string chroot) =>
        ConcernedUpstreams.Of(context, endpoint, errors) is { Count: > 0 } upstreams && upstreams.All(upstream => ScriptPath.LineOf(upstream) is not null && !IsLost(context, upstream, chroot));

    private static bool Says(ErrorEvidence[] errors, string words) => errors.SelectMany(error => error.Samples).Any(sample => sample.Text.Contains(words, StringComparison.Ordinal));

    private static string? Script(ErrorEvidence[] errors) => errors.SelectMany(error => error.Samples).Select(sample => DeniedScript.Match(sample.Text)).FirstOrDefault(match => match.Success)?.Groups["script"].Value;

    /// <summary>True where the start page itself fails: whoever guesses asks for other pages than the one that is there for everybody.</summary>
    /// <param name="errors">The lines.</param>
    public static bool IsOfStartPage(IReadOnlyCollection<ErrorEvidence> errors) =>
        errors.SelectMany(error => error.Samples).Any(sample => StartPages.Any(page => sample.Text.Contains(page, StringComparison.Ordinal)));
}
