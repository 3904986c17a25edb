namespace Nginx502.Diagnosis;

/// <summary>nginx has no space for temporary files or logs.</summary>
internal sealed class DiskFullRule : IDiagnosisRule
{
    // A file that is too big fills what is free, and is gone at once: the lines keep coming while there is space to be seen.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        IReadOnlyList<ErrorEvidence> errors = context.Showing(Symptom.DiskFull);

        // A full disk cannot even log that it is full.
        GatewayResource[] full = [.. context.Short(GatewayResourceKind.DiskSpace, GatewayResourceKind.Inodes).Where(resource => resource.State == GatewayResourceState.Exhausted)];
        if (errors.Count == 0 && full.Length == 0)
        {
            yield break;
        }

        bool isSpaceSeen = context.Resources.Any(resource => resource.Resource == GatewayResourceKind.DiskSpace);
        bool isPresent = full.Length > 0 || (context.GoesOn(errors, context.NginxLoadedAt) && !(isSpaceSeen && context.Snapshot.Time - errors.Max(error => error.Last) > Moment));
        yield return FindingText.WithErrors(
            new Finding
            {
                Cause = Cause.DiskFull,
                Severity = errors.Count > 0 ? Severity.Error : Severity.Warning,
                Confidence = Confidence.Certain,
                ConfidenceReason = full.Length > 0 ? "The file system itself says so." : "nginx itself says so.",
                IsPresent = isPresent,

                // An answer that is cut has its 200 already.
                Status = errors.Count > 0 && errors.All(error => error.AttemptStatus is null) ? 200 : 500,
                Explanation = $"There is no space left {(full.Length > 0 ? $"on {string.Join(", ", full.Select(resource => resource.Subject).Distinct())}" : "where nginx writes")}: buffered requests and answers fail or are cut, sessions cannot be saved, and logs miss lines.",
                Evidence = [.. FindingText.OfResources(full)],
                Remedies = [.. full.SelectMany(resource => resource.Remedies), new Remedy("See which file system is full, and free some of it.", "Measure-GatewayResource DiskSpace, Inodes")],
            },
            errors);
    }
}
