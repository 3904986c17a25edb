using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection;

/// <summary>What one collector does wrong, or does not get done, costs its own part and is named.</summary>
public sealed class SnapshotPartsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task WhatNobodyForesawCostsItsOwnPart()
    {
        var gaps = new SnapshotGaps();
        var parts = new SnapshotParts(Limit, gaps, CancellationToken.None);

        Assert.Equal(7, await parts.Collect<int>("the one", _ => throw new KeyNotFoundException("no such key"), 7));
        Assert.Equal(8, await parts.Collect("the other", _ => 8, 7));
        Assert.Equal([("the one", "no such key")], gaps.All.Select(gap => (gap.What, gap.Reason)));
    }

    [Fact]
    public async Task WhatTakesTooLongIsLeftOut()
    {
        var gaps = new SnapshotGaps();
        using var deadline = new CancellationTokenSource(Limit);
        using var isSeen = new ManualResetEventSlim();

        Assert.Equal(7, await new SnapshotParts(Limit, gaps, deadline.Token).Collect("the slow one", _ => isSeen.Wait(TimeSpan.FromMinutes(1)) ? 8 : 9, 7));
        isSeen.Set();
        Assert.Equal("it was not done within 50 ms", Assert.Single(gaps.All).Reason);
    }

    [Fact]
    public void OfAccessLogsThatAreNotReadInTimeTheErrorsAreKept()
    {
        var gaps = new SnapshotGaps();
        using var over = new CancellationTokenSource();
        over.Cancel();
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "127.0.0.1 - - [26/Nov/2026:03:00:00 +0000] \"GET / HTTP/1.1\" 502 0 \"-\" \"-\"\n");
            var access = new LocatedLog(new WrittenLog { Path = file, IsAccessLog = true, Presence = LogPresence.Readable }, FileTree.Host, file, []);
            ErrorEvidence error = new(Symptom.ConnectionRefused, 502, null, null, null, 3, null, null, []);
            LogEvidence read = new LogEvidenceCollector(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Local), gaps, over.Token).Answers(new LocatedLogs([access], []), [(error, [])], CancellationToken.None);

            Assert.Equal([error], read.Errors);
            Assert.Equal([$"what {file} says"], gaps.All.Select(gap => gap.What));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void OfATimelineThatIsNotDoneInTimeTheRestIsKept()
    {
        DateTime now = DateTime.Now;
        var options = new TimelineOptions { Since = now.AddHours(-1), Limit = Limit };
        GatewayTimeline timeline = TimelineCollector.Collect([new SlowSource(), new QuickSource()], options, CancellationToken.None);

        Assert.Equal(["quick", "slow"], timeline.Events.Select(found => found.Subject).Order());
        Assert.Equal(["the slow source"], timeline.NotSeen.Select(gap => gap.What));
    }

    private class QuickSource : TimelineSource
    {
        public override string What => "the quick source";

        public override IReadOnlyList<TimelineEventKind> Kinds { get; } = [TimelineEventKind.Deployed, TimelineEventKind.FileChanged];

        public override void Read(TimelinePart part) => part.Add(new TimelineEvent(DateTime.Now.AddMinutes(-1), TimelineEventKind.Deployed, "quick", string.Empty, "a test"));
    }

    private sealed class SlowSource : QuickSource
    {
        public override string What => "the slow source";

        public override void Read(TimelinePart part)
        {
            part.Add(new TimelineEvent(DateTime.Now.AddMinutes(-2), TimelineEventKind.FileChanged, "slow", string.Empty, "a test"));
            part.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
            part.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
