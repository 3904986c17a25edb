using System.Management.Automation;
using Nginx502.Pipeline;

namespace Nginx502.HostedTests.Rules;

/// <summary>Progress must never cost more than the work.</summary>
public sealed class ThrottledProgressTests
{
    private readonly List<ProgressRecord> _written = [];
    private readonly ManualTime _time = new();

    [Fact]
    public void Short_work_shows_none()
    {
        using (var progress = Begin())
        {
            Run(progress, milliseconds: 990);
        }

        Assert.Empty(_written);
    }

    [Fact]
    public void Long_work_shows_at_most_five_a_second_and_takes_them_away()
    {
        using (var progress = Begin())
        {
            Run(progress, milliseconds: 3000);
        }

        Assert.InRange(_written.Count, 10, 12);
        Assert.Equal(ProgressRecordType.Completed, _written[^1].RecordType);
        Assert.All(_written.SkipLast(1), record => Assert.Equal(50, record.PercentComplete));
    }

    private ThrottledProgress Begin() => new(_written.Add, "Reading", _time);

    private void Run(ThrottledProgress progress, int milliseconds)
    {
        for (int elapsed = 0; elapsed <= milliseconds; elapsed += 10)
        {
            progress.Report("half", 1, 2);
            _time.Now += TimeSpan.FromMilliseconds(10).Ticks;
        }
    }

    private sealed class ManualTime : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
