namespace Nginx502.Diagnosis;

/// <summary>Disagreements of both configurations that hurt, or are dangerous, although a connection is made: another protocol, one address for two pools, a port that is open to everybody.</summary>
internal sealed class MismatchRule : IDiagnosisRule
{
    private static readonly (AlignmentMismatchKind Kind, Cause Cause)[] Kinds =
    [
        (AlignmentMismatchKind.ProtocolMismatch, Cause.ProtocolMismatch),
        (AlignmentMismatchKind.ListenConflict, Cause.ListenConflict),
        (AlignmentMismatchKind.FpmExposed, Cause.FpmExposed),
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach ((AlignmentMismatchKind kind, Cause cause) in Kinds)
        {
            foreach (IGrouping<string, (AlignmentResult Result, AlignmentMismatch Mismatch)> group in context.Alignment
                .SelectMany(result => result.Mismatches.Where(mismatch => mismatch.Kind == kind).Select(mismatch => (result, mismatch)))
                .GroupBy(found => $"{found.result.Endpoint} {found.result.Pool} {found.result.Upstream}"))
            {
                (AlignmentResult result, AlignmentMismatch mismatch) = group.First();
                if (kind == AlignmentMismatchKind.ListenConflict && context.EndpointOf(result.Endpoint) is { IsDown: true, Pool: { } pool } && FpmDownReason.IsOfSharedAddress(context.Refused("php-fpm", pool.MasterConfigurationPath)))
                {
                    // It does not start for that, which is told with what does not run.
                    continue;
                }

                ErrorEvidence[] errors = cause == Cause.ProtocolMismatch && result.Endpoint is { } endpoint ? [.. context.Snapshot.Errors.Where(error => error.AttemptStatus is not null && Leads(error, endpoint))] : [];
                yield return FindingText.WithErrors(
                    new Finding
                    {
                        Cause = cause,
                        Severity = mismatch.Severity,
                        Confidence = Confidence.Certain,
                        ConfidenceReason = "Both configurations were read.",
                        IsPresent = true,
                        Status = mismatch.AttemptStatus,
                        Endpoint = result.Endpoint,
                        Pool = result.Pool,
                        ConfigurationPath = result.ConfigurationPath,
                        Servers = [.. group.Select(found => found.Result.Server).OfType<string>().Distinct()],
                        Explanation = mismatch.Explanation,
                        Evidence = [.. FindingText.OfPlaces(mismatch)],
                        Remedies = mismatch.Remedies,
                    },
                    errors);
            }
        }
    }

    private static bool Leads(ErrorEvidence error, FpmEndpoint endpoint) =>
        endpoint.Equals(error.Endpoint) || (error.Upstream is { } upstream && upstream.Contains(endpoint.IsUnixSocket ? endpoint.SocketPath! : $":{endpoint.Port}", StringComparison.Ordinal));
}
