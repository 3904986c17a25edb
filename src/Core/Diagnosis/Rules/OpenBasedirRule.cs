namespace Nginx502.Diagnosis;

/// <summary>open_basedir keeps PHP from the scripts of a site: php-fpm answers that they are not there, or a script ends where it includes another.</summary>
internal sealed class OpenBasedirRule : IDiagnosisRule
{
    // php-src: main/fopen_wrappers.c, php_check_open_basedir_ex.
    private const string File = "open_basedir restriction in effect. File(";
    private const string Allowed = ") is not within the allowed path(s): (";
    private const string Directive = "open_basedir";

    private static readonly Symptom[] Symptoms = [Symptom.ScriptNotFound, Symptom.PhpFatalError];

    // php-src: sapi/fpm/fpm/fpm_main.c; what nginx hands over counts last, but for what the pool says as an administrator.
    private static readonly string[] Parameters = ["PHP_ADMIN_VALUE", "PHP_VALUE"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<FpmEndpoint?, ErrorEvidence> group in context.Showing(Symptoms).Where(error => Barred(error) is not null).GroupBy(error => error.Endpoint))
        {
            DiagnosedEndpoint? endpoint = context.EndpointOf(group.Key);
            ErrorEvidence[] errors = [.. group];
            (string file, string allowed) = Barred(errors.MaxBy(error => error.Last)!)!.Value;
            FpmSetting? setting = endpoint?.Pool?.GetPhpSetting(Directive);
            NginxUpstream? handing = context.UpstreamsTo(group.Key).FirstOrDefault(upstream => Parameters.Any(name => upstream.Parameters.GetValueOrDefault(name)?.Contains(Directive, StringComparison.Ordinal) == true));
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.OpenBasedirDenied,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "PHP itself says so.",
                    IsPresent = context.GoesOn(errors, context.LoadedAt(endpoint)) && (handing is null || context.GoesOn(errors, context.NginxLoadedAt)),
                    Status = 404,
                    Endpoint = group.Key,
                    Pool = endpoint?.Pool?.Pool,
                    ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                    Explanation = $"open_basedir lets PHP open nothing but what is below {allowed}, and {file} is elsewhere. nginx sees the file, and PHP may not: "
                        + (errors.Any(error => error.Symptom == Symptom.ScriptNotFound) ? "php-fpm answers as if it were not there." : "the script ends."),
                    Evidence = [.. setting is { Path: { } path } ? (FindingEvidence[])[new FindingEvidence("php-fpm's configuration", setting.ToString(), path, setting.LineNumber)] : []],
                    Remedies = [Widen(context, endpoint, setting, handing, RootOf(context, group.Key, file), allowed)],
                },
                errors);
        }
    }

    /// <summary>True for errors of which PHP says nothing else.</summary>
    public static bool Tells(ErrorEvidence error) => error.Samples.Length > 0 && error.Samples.All(sample => Barred(sample.Text) is not null);

    // Of several lines of a group the last tells how it is now.
    private static (string File, string Allowed)? Barred(ErrorEvidence error) => error.Samples is [{ } last, ..] ? Barred(last.Text) : null;

    private static (string File, string Allowed)? Barred(string text)
    {
        int file = text.IndexOf(File, StringComparison.Ordinal);
        int allowed = file < 0 ? -1 : text.IndexOf(Allowed, file, StringComparison.Ordinal);
        int end = allowed < 0 ? -1 : text.IndexOf(')', allowed + Allowed.Length);
        return end < 0 ? null : (text[(file + File.Length)..allowed], text[(allowed + Allowed.Length)..end]);
    }

    private static Remedy Widen(DiagnosisContext context, DiagnosedEndpoint? endpoint, FpmSetting? setting, NginxUpstream? handing, string? root, string allowed)
    {
        string what = root is null ? "the directory of the site" : root;
        return setting is { Value: { } value } && endpoint?.Pool is { } pool && root is not null
            ? new Remedy($"Allow {what} beside what is allowed, where that was not meant.", CommandText.SetDirectives(pool.Pool, context.FileOf(pool), true, (setting.Name, $"{value}:{root}")), ChangeApplies.FpmReload, Disruptions.FpmReload)
            : handing is not null
                ? new Remedy($"Allow {what} in the fastcgi_param of {handing.Server} {handing.Location} that hands open_basedir over, and reload nginx.", $"nginx -T 2>/dev/null | grep -n {Directive}", ChangeApplies.NginxReload)
                : new Remedy(
                    $"Add {what} to open_basedir (now {allowed}) where php.ini, a file beside it or a .user.ini of the site sets it, and reload php-fpm. See where:",
                    $"grep -rns {Directive} {PasteText.Shell(endpoint?.Pool is { } own ? Path.GetDirectoryName(own.MasterConfigurationPath) ?? "/etc" : "/etc")}{(root is null ? string.Empty : $" {PasteText.Shell(root)}/.user.ini")}",
                    ChangeApplies.FpmReload);
    }

    // A script may write such a line itself, of any file: only what nginx's configuration serves is proposed to be allowed.
    private static string? RootOf(DiagnosisContext context, FpmEndpoint? endpoint, string file) =>
        context.UpstreamsTo(endpoint).Select(upstream => upstream.DocumentRoot).OfType<string>().FirstOrDefault(root => root.StartsWith('/') && root.Length > 1 && HiddenPath.IsBelow(file, root))?.TrimEnd('/');
}
