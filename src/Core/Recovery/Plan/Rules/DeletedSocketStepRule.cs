namespace Nginx502.Recovery;

/// <summary>A pool whose socket file was deleted under it gets a new one only by a restart (safety: what takes effect how).</summary>
internal sealed class DeletedSocketStepRule : IStepRule
{
    /// <inheritdoc/>
    public IEnumerable<RecoveryStep> Steps(Finding finding, PlanContext context)
    {
        if (finding.Cause != Cause.SocketFileDeleted || context.EndpointOf(finding) is not { Service: { IsRunning: true } service } endpoint)
        {
            return [];
        }

        // What the kernel shows: a socket of this php-fpm whose file is gone. Without that, who listens where is not known.
        string? notAlone = endpoint.Socket?.Facts.ListenerOfDeletedFile is null ? "The kernel does not show who listened on the file that is gone." : null;
        return ServiceSteps.Restart(finding, service, context, "php-fpm makes the file of a socket only when it starts: a reload does not bring it back.", notAlone) is { } restart ? [restart] : [];
    }
}
