namespace Nginx502.Diagnosis;

/// <summary>nginx has no space for temporary files or logs.</summary>
internal sealed class DiskFullRule : IDiagnosisRule
{
    // A file that is too big fills what is free, and is gone at once: the lines keep coming while there is space to be seen.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    // What PHP says where a session, an upload or a cache file cannot be written (C library: strerror of ENOSPC and EDQUOT).
    private static readonly string[] OfPhp = ["No space left on device", "Disk quota exceeded"];

    /// <summary>True for errors of PHP of which each says that there is no space.</summary>
    public static bool Tells(ErrorEvidence error) => error is { Symptom: Symptom.PhpFatalError, Samples.Length: > 0 } && error.Samples.All(sample => OfPhp.Any(words => sample.Text.Contains(words, StringComparison.Ordinal)));

    // What fails is what lies there.
    private static string Consequences(DiagnosisContext context, GatewayResource[] full)
    {
        string[] uses = [.. (context.Snapshot.Resources?.FileSystems ?? []).Where(system => full.Any(resource => resource.Subject == system.MountPoint)).SelectMany(system => system.Uses).Distinct()];
        string[] told =
        [
            .. uses.Length == 0 || uses.Contains(FileSystemFacts.NginxTemporary) ? (string[])["buffered requests and answers fail or are cut"] : [],
            .. uses.Length == 0 || uses.Contains(FileSystemFacts.Sessions) ? (string[])["sessions cannot be saved"] : [],
            .. uses.Contains(FileSystemFacts.Uploads) ? (string[])["uploads fail"] : [],
            .. uses.Length == 0 || uses.Any(use => use is FileSystemFacts.NginxLogs or FileSystemFacts.FpmLogs) ? (string[])["logs miss lines"] : [],
        ];
        return told.Length == 0 ? "what is written there fails"
            : told.Length == 1 ? told[0]
            : $"{string.Join(", ", told[..^1])}, and {told[^1]}";
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        ErrorEvidence[] errors = [.. context.Showing(Symptom.DiskFull), .. context.Showing(Symptom.PhpFatalError).Where(Tells)];

        // A full disk cannot even log that it is full.
        GatewayResource[] full = [.. context.Short(GatewayResourceKind.DiskSpace, GatewayResourceKind.Inodes).Where(resource => resource.State == GatewayResourceState.Exhausted)];
        if (errors.Length == 0 && full.Length == 0)
        {
            yield break;
        }

        bool isSpaceSeen = context.Resources.Any(resource => resource.Resource == GatewayResourceKind.DiskSpace);
        bool isPresent = full.Length > 0 || (context.GoesOn(errors, context.NginxLoadedAt) && !(isSpaceSeen && context.Snapshot.Time - errors.Max(error => error.Last) > Moment));
        yield return FindingText.WithErrors(
            new Finding
            {
                Cause = Cause.DiskFull,
                Severity = errors.Length > 0 ? Severity.Error : Severity.Warning,
                Confidence = Confidence.Certain,
                ConfidenceReason = full.Length > 0 ? "The file system itself says so." : "nginx itself says so.",
                IsPresent = isPresent,

                // An answer that is cut has its 200 already.
                Status = errors.Length > 0 && errors.All(error => error.AttemptStatus is null && error.Symptom == Symptom.DiskFull) ? 200 : 500,
                Explanation = $"There is no space left {(full.Length > 0 ? $"on {string.Join(", ", full.Select(resource => resource.Subject).Distinct())}" : errors.Length > 0 && errors.All(Tells) ? "where PHP writes" : "where nginx writes")}: {Consequences(context, full)}.",
                Evidence = [.. FindingText.OfResources(full)],
                Remedies = [.. full.SelectMany(resource => resource.Remedies), new Remedy("See which file system is full, and free some of it.", "Measure-GatewayResource DiskSpace, Inodes")],
            },
            errors);
    }
}
