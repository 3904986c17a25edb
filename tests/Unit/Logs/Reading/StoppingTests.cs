using System.Diagnostics;
using Nginx502.Logs;
using Nginx502.UnitTests.Logs.NginxErrors;

namespace Nginx502.UnitTests.Logs.Reading;

/// <summary>A reading that is stopped, left or fails leaves no worker behind.</summary>
public sealed class StoppingTests : IDisposable
{
    private readonly StoredLog _logs = new();

    public void Dispose() => _logs.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stopping_ends_soon_and_joins_the_workers(bool isPacked)
    {
        var workers = new Workers();
        using var stop = new CancellationTokenSource();
        LogFile file = BigLog(isPacked);
        var watch = new Stopwatch();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (NginxUpstreamError _ in LogReading.Read([file], workers.NewReader, LogQuery.Everything, new ReadStatistics(), stop.Token))
            {
                watch.Start();
                stop.Cancel();
            }
        });

        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
        workers.AssertGone();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_token_that_is_stopped_before_reads_nothing(bool isPacked)
    {
        LogFile file = BigLog(isPacked);

        Assert.ThrowsAny<OperationCanceledException>(() =>
            NginxErrorLog.Read([file], ErrorLines.All, LogQuery.Everything, new ReadStatistics(), new CancellationToken(canceled: true)).Count());
        Assert.ThrowsAny<OperationCanceledException>(() =>
            NginxErrorLog.Measure([file], ErrorLines.All, LogQuery.Everything, () => new NginxUpstreamErrorMeter([]), new ReadStatistics(), new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Leaving_joins_the_workers(bool isPacked)
    {
        var workers = new Workers();

        _ = LogReading.Read([BigLog(isPacked)], workers.NewReader, LogQuery.Everything, new ReadStatistics(), CancellationToken.None).First();

        workers.AssertGone();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_reader_throws_reaches_the_caller(bool isPacked)
    {
        var workers = new Workers { FailsAt = 5000 };

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() =>
            LogReading.Read([BigLog(isPacked)], workers.NewReader, LogQuery.Everything, new ReadStatistics(), CancellationToken.None).Count());

        Assert.Equal("broken", exception.Message);
        workers.AssertGone();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_reader_throws_reaches_whoever_counts(bool isPacked)
    {
        var workers = new Workers { FailsAt = 5000 };

        Assert.Throws<InvalidDataException>(() =>
            LogReading.Count([BigLog(isPacked)], workers.NewReader, LogQuery.Everything, new ReadStatistics(), CancellationToken.None));
        workers.AssertGone();
    }

    private LogFile BigLog(bool isPacked) => _logs.Open(new RandomLog(9).Write(12_000_000, isDirty: false), isPacked);

    // Remembers which threads its readers ran on.
    private sealed class Workers
    {
        private readonly HashSet<Thread> _threads = [];
        private int _records;

        public int? FailsAt { get; init; }

        public IRecordReader<NginxUpstreamError> NewReader() => new Reader(this);

        public void AssertGone()
        {
            lock (_threads)
            {
                Assert.NotEmpty(_threads);
                Assert.DoesNotContain(_threads, thread => thread != Thread.CurrentThread && thread.IsAlive);
            }
        }

        private void Note()
        {
            lock (_threads)
            {
                _threads.Add(Thread.CurrentThread);
            }

            if (Interlocked.Increment(ref _records) == FailsAt)
            {
                throw new InvalidDataException("broken");
            }
        }

        private sealed class Reader(Workers workers) : IRecordReader<NginxUpstreamError>
        {
            private readonly NginxErrorRecordReader _inner = new(ErrorLines.All);

            public bool BeginsRecord(ReadOnlySpan<byte> line) => _inner.BeginsRecord(line);

            public bool AcceptsContinuation(ReadOnlySpan<byte> record) => _inner.AcceptsContinuation(record);

            public bool TryReadTime(ReadOnlySpan<byte> line, LogSource source, out DateTime localTime) => _inner.TryReadTime(line, source, out localTime);

            public RecordOutcome Read(ReadOnlySpan<byte> record, in RecordContext context, out NginxUpstreamError? entry)
            {
                workers.Note();
                return _inner.Read(record, context, out entry);
            }
        }
    }
}
