namespace Nginx502.Diagnosis;

/// <summary>Files were changed after the running program read them: what it does and what they say may differ.</summary>
internal sealed class LoadedRule : IAlignmentRule
{
    private const int NamedFiles = 3;

    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair.Nginx is { ProcessId: not null, ChangedFiles.Length: > 0 } nginx)
        {
            yield return new AlignmentMismatch(
                AlignmentMismatchKind.NginxNotReloaded,
                Severity.Warning,
                null,
                $"nginx read its configuration at {nginx.LoadedAt:yyyy-MM-dd HH:mm:ss}; changed since: {Names(nginx.ChangedFiles)}. It still does what they said before.",
                new AlignmentPlace("changed since it was loaded", nginx.ChangedFiles[0].Path, null),
                null,
                [new Remedy("Check the files, then reload nginx.", "Test-NginxConfiguration", ChangeApplies.NginxReload)]);
        }

        if (pair.Fpm is { ProcessId: not null, ChangedFiles.Length: > 0 } fpm)
        {
            yield return new AlignmentMismatch(
                AlignmentMismatchKind.FpmNotReloaded,
                Severity.Warning,
                null,
                $"php-fpm read its configuration at {fpm.LoadedAt:yyyy-MM-dd HH:mm:ss}; changed since: {Names(fpm.ChangedFiles)}. It still does what they said before.",
                null,
                new AlignmentPlace("changed since it was loaded", fpm.ChangedFiles[0].Path, null),
                [new Remedy("Check the files, then reload php-fpm.", "Test-FpmConfiguration", ChangeApplies.FpmReload, Disruptions.FpmReload)]);
        }
    }

    private static string Names(IReadOnlyList<ChangedFile> files) =>
        string.Join(", ", files.Take(NamedFiles).Select(file => file.Path)) + (files.Count > NamedFiles ? $" and {files.Count - NamedFiles} more" : string.Empty);
}
