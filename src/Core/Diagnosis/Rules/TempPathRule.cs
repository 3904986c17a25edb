using System.Text.RegularExpressions;

namespace Nginx502.Diagnosis;

/// <summary>nginx cannot write its temporary files: it may not, or there is no place for them.</summary>
internal sealed class TempPathRule() : SymptomRule(Cause.TempPathPermission, Symptom.TemporaryFileFailed)
{
    // nginx: src/core/ngx_file.c: three levels at most, each of up to three digits.
    private const int MostLevels = 3;
    private const int MostDigits = 3;

    private const int NotPermitted = 1;
    private const int NoSuchFile = 2;
    private const int AccessDenied = 13;
    private const int ReadOnly = 30;

    private static readonly Regex ErrorNumber = new(@"\((\d+): ", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    protected override int? Status => 500;

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) => Number(errors) switch
    {
        null or NotPermitted or AccessDenied => "nginx's worker may not write to its directory for temporary files, so that large requests and answers fail, or are cut after a 200.",
        NoSuchFile => "nginx's directory for temporary files is not there, so that large requests and answers fail, or are cut after a 200.",
        ReadOnly => "nginx's directory for temporary files is on a file system that is read-only, so that large requests and answers fail, or are cut after a 200.",
        _ => "nginx cannot write its temporary files, and its lines say why: large requests and answers fail, or are cut after a 200.",
    };

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors)
    {
        string? user = context.Snapshot.Configuration.Nginx.Select(nginx => nginx.UserName).FirstOrDefault(name => name is not null);
        string? path = Directory(context, errors);
        string? shown = path is null ? null : PasteText.Shell(path);
        yield return Number(errors) switch
        {
            null or NotPermitted or AccessDenied => new Remedy(
                "Give the directory that its lines name to the user of nginx's workers (chown), and what nginx made in it; then try it.",
                shown is null || user is null ? null : $"chown {PasteText.Shell(user)} {shown}"),
            NoSuchFile => new Remedy("Make the directory anew: nginx makes it itself when it is reloaded.", "nginx -s reload", ChangeApplies.NginxReload, Disruptions.NginxReload),
            ReadOnly => new Remedy("See why it is mounted read-only: after an error of the disk, or by the sandbox of nginx's unit (ReadWritePaths=).", shown is null ? null : $"findmnt -T {shown}"),
            _ => new Remedy("See what the directory that its lines name lacks.", shown is null ? null : $"ls -ld {shown}; df {shown}"),
        };
    }

    // "(13: Permission denied)"; null where no line tells.
    private static int? Number(ErrorEvidence[] errors) => errors.SelectMany(error => error.Samples).Select(sample => ErrorNumber.Match(sample.Text)).FirstOrDefault(match => match.Success) is { } found
        && int.TryParse(found.Groups[1].Value, out int number) ? number : null;

    // open() "/var/lib/nginx/fastcgi/1/00/0000000001" failed: the directories of the levels repeat the last digits of the number, in turn.
    private static string? Directory(DiagnosisContext context, ErrorEvidence[] errors)
    {
        string? text = errors.SelectMany(error => error.Samples).Select(sample => sample.Text).FirstOrDefault();
        string[] quoted = text?.Split('"') ?? [];
        if (quoted.Length < 3 || !quoted[1].StartsWith('/'))
        {
            return null;
        }

        // Where the configuration names it, it is known; what is built in has to be found in the path.
        string? configured = context.Snapshot.Configuration.Upstreams.SelectMany(upstream => upstream.Settings).Where(setting => setting.Name.EndsWith("_temp_path", StringComparison.Ordinal))
            .Select(setting => setting.Value.Split(' ')[0].TrimEnd('/')).Where(path => path.StartsWith('/') && quoted[1].StartsWith(path + "/", StringComparison.Ordinal)).MaxBy(path => path.Length);
        if (configured is not null)
        {
            return configured;
        }

        string[] parts = quoted[1].Split('/', StringSplitOptions.RemoveEmptyEntries);
        string file = parts[^1];
        string[] directories = parts[..^1];
        int levels = !file.All(char.IsAsciiDigit) ? 0 : Enumerable.Range(0, Math.Min(MostLevels, directories.Length) + 1).LastOrDefault(count => AreLevels(directories[^count..], file));
        return "/" + string.Join('/', directories[..^levels]);
    }

    private static bool AreLevels(string[] levels, string file)
    {
        string rest = file;
        foreach (string level in levels)
        {
            if (level.Length > MostDigits || !rest.EndsWith(level, StringComparison.Ordinal))
            {
                return false;
            }

            rest = rest[..^level.Length];
        }

        return true;
    }
}
