namespace Nginx502.Diagnosis;

/// <summary>nginx may not write its temporary files.</summary>
internal sealed class TempPathRule() : SymptomRule(Cause.TempPathPermission, Symptom.TemporaryFileFailed)
{
    /// <inheritdoc/>
    protected override int? Status => 500;

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "nginx's worker may not write to its directory for temporary files, so that large requests and answers fail, or are cut after a 200.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors)
    {
        string user = context.Snapshot.Configuration.Nginx.Select(nginx => nginx.UserName).FirstOrDefault(name => name is not null) ?? "<nginx's user>";
        yield return new Remedy(
            "Give the directory that its lines name to the user of nginx's workers.",
            $"chown -R {PasteText.Shell(user)} {(Directory(errors) is { } path ? PasteText.Shell(path) : "<directory>")}");
    }

    // open() "/var/lib/nginx/fastcgi/1/00/0000000001" failed: the directories of two levels are nginx's own.
    private static string? Directory(ErrorEvidence[] errors)
    {
        string? text = errors.SelectMany(error => error.Samples).Select(sample => sample.Text).FirstOrDefault();
        string[] parts = text?.Split('"') ?? [];
        if (parts.Length < 3 || !parts[1].StartsWith('/'))
        {
            return null;
        }

        IEnumerable<string> names = parts[1].Split('/', StringSplitOptions.RemoveEmptyEntries).TakeWhile(name => !name.All(char.IsAsciiDigit));
        return "/" + string.Join('/', names);
    }
}
