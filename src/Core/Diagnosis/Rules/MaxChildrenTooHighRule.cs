namespace Nginx502.Diagnosis;

/// <summary>A pool may start more workers than the memory holds: in the next rush the kernel kills some of them.</summary>
internal sealed class MaxChildrenTooHighRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (FpmMemoryMeasurement measured in context.Measurements)
        {
            // Few or new workers show less than they will take: what is too much by them is too much.
            bool isLowerBound = measured.Remarks.Where(remark => remark.MakesUncertain).All(remark => remark.Kind is FpmMemoryRemarkKind.FewWorkers or FpmMemoryRemarkKind.NewWorkers);
            if (!isLowerBound || measured.RecommendedMaxChildren is null || measured.Remarks.FirstOrDefault(remark => remark.Kind == FpmMemoryRemarkKind.TooManyChildren) is not { } remark)
            {
                continue;
            }

            DiagnosedEndpoint? endpoint = context.Endpoints.FirstOrDefault(found => found.Pool is { } own && own.Pool == measured.Pool && own.ConfigurationPath == measured.ConfigurationPath);
            yield return new Finding
            {
                Cause = Cause.MaxChildrenTooHigh,
                Severity = Severity.Warning,
                Confidence = measured.IsUncertain ? Confidence.Likely : Confidence.Certain,
                ConfidenceReason = measured.IsUncertain ? "The workers were measured, and there are few or new ones." : "The workers were measured.",
                IsPresent = true,
                Endpoint = endpoint?.Endpoint,
                Pool = measured.Pool,
                ConfigurationPath = measured.ConfigurationPath,
                Servers = endpoint?.Servers ?? [],
                Explanation = remark.Text,
                Evidence = [new FindingEvidence("kernel", string.Join("; ", measured.Arithmetic), Time: measured.Time)],
                Remedies = [TuningText.FewerWorkers(context, context.Snapshot.Configuration.Pools.First(pool => pool.Pool == measured.Pool && pool.ConfigurationPath == measured.ConfigurationPath))],
            };
        }
    }
}
