namespace Nginx502.Diagnosis;

/// <summary>Two pools want the same address: the second php-fpm does not start, or the wrong pool answers.</summary>
internal sealed class ListenConflictRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Pool: { Endpoint: { } endpoint } pool })
        {
            yield break;
        }

        foreach (FpmPool other in pair.Context.Matching.At(endpoint).Where(other => !ReferenceEquals(other, pool) && RootOf(pair.Context, other) == RootOf(pair.Context, pool)))
        {
            yield return new AlignmentMismatch(
                AlignmentMismatchKind.ListenConflict,
                Severity.Error,
                502,
                $"Pool {pool.Pool} and pool {other.Pool} ({other.ConfigurationPath}) both listen on {endpoint}: only one of them can, and which one answers depends on which was started first.",
                pair.NginxPlace,
                AlignmentPlace.Of(other, "listen"),
                [
                    new Remedy(
                        "See both lines, give one of them an address of its own (listen), and nginx with it; then reload its php-fpm, or start it where it does not run.",
                        $"grep -nHE '^[[:space:]]*(\\[|listen[[:space:]]*=)' {string.Join(' ', new[] { pool, other }.Select(found => found.ConfigurationPath).Distinct().Select(PasteText.Shell))}",
                        ChangeApplies.FpmReload),
                ]);
        }
    }

    // The same address in two containers is two addresses.
    private static string? RootOf(AlignmentContext context, FpmPool pool) => context.Gateway.Fpm.FirstOrDefault(fpm => fpm.ProcessId is { } process && process == pool.ProcessId)?.RootPath;
}
