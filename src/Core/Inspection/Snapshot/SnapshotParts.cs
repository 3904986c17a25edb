namespace Nginx502.Inspection;

/// <summary>Runs the collectors of a snapshot side by side. One that fails, or is not done in time, is left out and named.</summary>
/// <param name="limit">How long they have.</param>
/// <param name="gaps">Takes what is left out.</param>
/// <param name="token">Cancelled when the time is over.</param>
internal sealed class SnapshotParts(TimeSpan limit, SnapshotGaps gaps, CancellationToken token)
{
    /// <summary>Starts one.</summary>
    /// <param name="what">What it looks at.</param>
    /// <param name="collect">It.</param>
    /// <param name="without">What stands in its place.</param>
    public async Task<T> Collect<T>(string what, Func<CancellationToken, T> collect, T without)
    {
        // A thread of its own: one that hangs in the kernel holds nothing but itself.
        Task<T> work = Task.Factory.StartNew(() => collect(token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await work.WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            gaps.Add(new NotSeen(what, $"it was not done within {DurationText.Limit(limit)}", NotSeen.Longer));
            _ = work.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return without;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            gaps.Add(new NotSeen(what, SafeText.Escape(failure.Message).TrimEnd('.'), "Look at it by its own cmdlet."));
            return without;
        }
    }
}
