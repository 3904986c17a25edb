namespace Nginx502.Diagnosis;

/// <summary>A running pool's unix socket is not where its configuration says, or something else lies there.</summary>
internal sealed class SocketFileRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Pool: { Endpoint: { IsUnixSocket: true } endpoint } pool, Facts: { } facts })
        {
            yield break;
        }

        if (facts.Kind is null && pool.IsRunning)
        {
            yield return new AlignmentMismatch(
                AlignmentMismatchKind.SocketMissing,
                Severity.Error,
                502,
                $"php-fpm runs, and {endpoint.SocketPath} is not there: it was deleted, or php-fpm runs with an older configuration.",
                pair.NginxPlace,
                AlignmentPlace.Of(pool, "listen"),
                [new Remedy("Restart php-fpm: a reload does not make a deleted socket again.", Applies: ChangeApplies.FpmRestart, Disruption: Disruptions.FpmRestart)]);
        }
        else if (facts.Kind is not (null or "Socket"))
        {
            yield return new AlignmentMismatch(
                AlignmentMismatchKind.NotASocket,
                Severity.Error,
                502,
                $"{endpoint.SocketPath} is no socket but of kind {facts.Kind}: nginx is refused there.",
                pair.NginxPlace,
                AlignmentPlace.Of(pool, "listen"),
                [new Remedy("See what it is and remove it, then restart php-fpm, which makes its socket there.", $"ls -l {PasteText.Shell(endpoint.SocketPath)}", ChangeApplies.FpmRestart)]);
        }
    }
}
