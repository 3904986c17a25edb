using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Ends workers whose master was killed, each held by its start so that no other process is hit, and starts their php-fpm.</summary>
/// <param name="service">The service with its orphans.</param>
/// <param name="start">Starts it.</param>
internal sealed class OrphanReplacement(GatewayService service, IChangeActivation start) : IChangeActivation
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => $"replacement of {service.Orphans.Length} orphaned workers of {service.Name}";

    /// <inheritdoc/>
    public string? Disruption => "Requests that these workers are at are finished, for at most 5 s; then they are ended.";

    /// <inheritdoc/>
    public string? Refuse(IReadOnlyList<StagedFile> files) =>
        service.Orphans.Any(orphan => orphan.State == 'D') ? "A worker waits for a device (state D) and cannot be ended." : start.Refuse(files);

    /// <inheritdoc/>
    public ActivationResult Activate(CancellationToken cancellationToken)
    {
        var held = new List<ProcessHandle>();
        try
        {
            foreach (OrphanWorker orphan in service.Orphans)
            {
                // One that ended meanwhile is none any more.
                if (ProcessHandle.Open(orphan.ProcessId, orphan.StartTicks, out _) is { } handle)
                {
                    held.Add(handle);
                }
            }

            held.ForEach(handle => handle.Signal(ProcessSignal.Quit, out _));
            if (!Wait.Until(() => held.TrueForAll(handle => handle.HasEnded), Grace, TimeSpan.FromMilliseconds(20), cancellationToken))
            {
                held.ForEach(handle => handle.Signal(ProcessSignal.Kill, out _));
                Wait.Until(() => held.TrueForAll(handle => handle.HasEnded), Grace, TimeSpan.FromMilliseconds(20), cancellationToken);
            }
        }
        finally
        {
            held.ForEach(handle => handle.Dispose());
        }

        ActivationResult started = start.Activate(cancellationToken);
        return started with { HasActed = true };
    }

    /// <inheritdoc/>
    public VerificationResult Verify(CancellationToken cancellationToken) => start.Verify(cancellationToken);
}
