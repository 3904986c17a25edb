using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>
/// Progress of long work: nothing in the first second, at most five records a second, and a last one that takes the
/// display away. Writing a record for every step can cost more than the work.
/// </summary>
/// <param name="write">Where records go: the cmdlet's WriteProgress.</param>
/// <param name="activity">What is being done.</param>
/// <param name="time">The clock.</param>
internal sealed class ThrottledProgress(Action<ProgressRecord> write, string activity, TimeProvider time) : IDisposable
{
    // Any number: it tells this activity from others of the same pipeline.
    private const int ActivityId = 502;

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly long _start = time.GetTimestamp();
    private long? _last;

    /// <summary>Shows how far it is, if it is time to.</summary>
    /// <param name="status">In words.</param>
    /// <param name="done">How much is done.</param>
    /// <param name="total">Of how much, in the same unit; 0 when unknown.</param>
    public void Report(string status, long done, long total)
    {
        bool isTime = _last is long last ? time.GetElapsedTime(last) >= Pause : time.GetElapsedTime(_start) >= Delay;
        if (!isTime)
        {
            return;
        }

        _last = time.GetTimestamp();
        write(new ProgressRecord(ActivityId, activity, SafeText.Escape(status))
        {
            PercentComplete = total > 0 ? (int)Math.Clamp(100 * (double)done / total, 0, 100) : -1,
        });
    }

    /// <summary>Takes the display away, if there is one.</summary>
    public void Dispose()
    {
        if (_last is null)
        {
            return;
        }

        try
        {
            write(new ProgressRecord(ActivityId, activity, activity) { RecordType = ProgressRecordType.Completed });
        }
        catch (PipelineStoppedException)
        {
            // After Ctrl+C nothing can be written any more, and the host takes the display away itself.
        }
    }
}
