using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>A cmdlet that ends at once on Ctrl+C: one token, cancelled when the pipeline stops, for every wait.</summary>
public abstract class StoppableCommandBase : PSCmdlet
{
    // Never disposed: the engine may call StopProcessing while the pipeline is being taken down, and a source without
    // a timer holds nothing that needs it.
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the pipeline is stopped. Named as the engine's own since 7.6.</summary>
    protected CancellationToken PipelineStopToken => _stop.Token;

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>Writes each item as it comes, until the pipeline is stopped.</summary>
    protected void WriteEach<T>(IEnumerable<T> items) => UntilStopped(() =>
    {
        foreach (T item in items)
        {
            WriteObject(item);
        }
    });

    /// <summary>Does what waits on the token: a wait that Ctrl+C broke off ends the pipeline without an error.</summary>
    protected void UntilStopped(Action work)
    {
        try
        {
            work();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
