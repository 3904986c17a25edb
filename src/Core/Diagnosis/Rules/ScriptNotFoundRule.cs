using System.Text.RegularExpressions;

namespace Nginx502.Diagnosis;

/// <summary>php-fpm has no such file: a 404 that looks like an error of the upstream.</summary>
internal sealed class ScriptNotFoundRule() : SymptomRule(Cause.ScriptNotFound, Symptom.ScriptNotFound, Symptom.ScriptDenied)
{
    // php-src: sapi/fpm/fpm/fpm_php.c and fpm_main.c.
    private const string LimitExtensions = "security.limit_extensions";
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
            : endpoint?.Pool?.Chroot is { Length: > 0 } root
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

    private static IEnumerable<Remedy> Paths(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        ConcernedUpstreams.Of(context, endpoint, errors).Select(upstream => ScriptPath.Correct(upstream, endpoint?.Pool?.Chroot is { Length: > 1 } root ? root : null)).OfType<Remedy>().Distinct().Take(1);

    private static bool Says(ErrorEvidence[] errors, string words) => errors.SelectMany(error => error.Samples).Any(sample => sample.Text.Contains(words, StringComparison.Ordinal));

    private static string? Script(ErrorEvidence[] errors) => errors.SelectMany(error => error.Samples).Select(sample => DeniedScript.Match(sample.Text)).FirstOrDefault(match => match.Success)?.Groups["script"].Value;

    /// <summary>True where the start page itself fails: whoever guesses asks for other pages than the one that is there for everybody.</summary>
    /// <param name="errors">The lines.</param>
    public static bool IsOfStartPage(IReadOnlyCollection<ErrorEvidence> errors) =>
        errors.SelectMany(error => error.Samples).Any(sample => StartPages.Any(page => sample.Text.Contains(page, StringComparison.Ordinal)));
}
