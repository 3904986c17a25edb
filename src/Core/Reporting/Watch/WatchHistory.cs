namespace Nginx502;

/// <summary>What a live view remembers of the stretches before: enough for its curves.</summary>
public sealed class WatchHistory
{
    /// <summary>How many stretches are remembered.</summary>
    public const int MostSamples = 600;

    private const int MostErrors = 100;

    private readonly Queue<ErrorWatchSample> _samples = new();
    private readonly LinkedList<NginxUpstreamError> _errors = new();

    /// <summary>The stretches, the oldest first.</summary>
    public IReadOnlyCollection<ErrorWatchSample> Samples => _samples;

    /// <summary>The last errors, the latest first.</summary>
    public IReadOnlyCollection<NginxUpstreamError> Errors => _errors;

    /// <summary>Takes a stretch.</summary>
    public void Add(ErrorWatchSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        _samples.Enqueue(sample);
        while (_samples.Count > MostSamples)
        {
            _samples.Dequeue();
        }

        foreach (NginxUpstreamError error in sample.LastErrors.AsEnumerable().Reverse())
        {
            _errors.AddFirst(error);
        }

        while (_errors.Count > MostErrors)
        {
            _errors.RemoveLast();
        }
    }
}
