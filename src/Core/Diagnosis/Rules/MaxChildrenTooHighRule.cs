namespace Nginx502.Diagnosis;

/// <summary>A pool may start more workers than the memory holds: in the next rush the kernel kills some of them.</summary>
internal sealed class MaxChildrenTooHighRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        if (context.Snapshot.Memory is not { } memory)
        {
            yield break;
        }

        foreach (FpmMemoryMeasurement measured in FpmMemoryMeter.Measure(memory, [.. context.Snapshot.Configuration.Pools.Where(pool => pool.IsRunning)]))
        {
            // Few or new workers show less than they will take: what is too much by them is too much.
            bool isLowerBound = measured.Remarks.Where(remark => remark.MakesUncertain).All(remark => remark.Kind is FpmMemoryRemarkKind.FewWorkers or FpmMemoryRemarkKind.NewWorkers);
            if (!isLowerBound || measured.RecommendedMaxChildren is not { } fits || measured.Remarks.FirstOrDefault(remark => remark.Kind == FpmMemoryRemarkKind.TooManyChildren) is not { } remark)
            {
                continue;
            }

            DiagnosedEndpoint? endpoint = context.EndpointOfPool(measured.Pool);
            yield return new Finding
            {
                Cause = Cause.MaxChildrenTooHigh,
                Severity = Severity.Warning,
                Confidence = Confidence.Certain,
                ConfidenceReason = "The workers were measured.",
                IsPresent = true,
                Endpoint = endpoint?.Endpoint,
                Pool = measured.Pool,
                ConfigurationPath = measured.ConfigurationPath,
                Servers = endpoint?.Servers ?? [],
                Explanation = remark.Text,
                Evidence = [new FindingEvidence("kernel", string.Join("; ", measured.Arithmetic), Time: measured.Time)],
                Remedies =
                [
                    new Remedy(
                        $"Let the pool have {fits} workers at most.",
                        $"Measure-FpmMemory {PasteText.PowerShellArgument(measured.Pool)} | Set-FpmPoolTuning -Reload",
                        ChangeApplies.FpmReload,
                        Disruptions.FpmReload),
                ],
            };
        }
    }
}
