using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Nginx502.Logs;

/// <summary>
/// Scans stretches of logs on all processors and gives the results in the order of the stretches. Workers stay a bounded
/// number of segments ahead of whoever takes the results, so memory does not grow with the log.
/// </summary>
internal sealed class OrderedScan<TEntry> : IDisposable
    where TEntry : class
{
    private const int SegmentsAheadPerWorker = 2;

    private readonly Func<IRecordReader<TEntry>> _newReader;
    private readonly LogQuery _query;
    private readonly ReadStatistics _statistics;
    private readonly CancellationTokenSource _stop;
    private readonly ConcurrentBag<IRecordReader<TEntry>> _readers = [];
    private readonly int _segmentBytes;
    private readonly int _workerCount;

    /// <summary>Prepares a scan.</summary>
    /// <param name="newReader">Makes the reader of one worker.</param>
    /// <param name="query">Times outside are not read; <see cref="LogQuery.Tail"/> is not this class's.</param>
    /// <param name="segmentBytes">How much of a plain file is one segment.</param>
    /// <param name="statistics">Counts what was not understood.</param>
    /// <param name="stop">Ends the scan.</param>
    public OrderedScan(Func<IRecordReader<TEntry>> newReader, LogQuery query, int segmentBytes, ReadStatistics statistics, CancellationToken stop)
    {
        _segmentBytes = segmentBytes;
        _newReader = newReader;
        _query = query;
        _statistics = statistics;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _workerCount = Math.Clamp(Environment.ProcessorCount, 1, 8);
    }

    /// <summary>The readers that were made, with what they counted. Complete when the results were all taken.</summary>
    public IReadOnlyCollection<IRecordReader<TEntry>> Readers => _readers;

    /// <summary>The results of a stretch of a plain file, in order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="source">What the records say they come from.</param>
    /// <param name="start">The stretch's first byte; the beginning of a line.</param>
    /// <param name="end">The byte behind its last.</param>
    public IEnumerable<SegmentResult<TEntry>> ScanFile(LogFile file, LogSource source, long start, long end)
    {
        long segments = (end - start + _segmentBytes - 1) / _segmentBytes;
        return segments <= 2
            ? ScanFileHere(file, source, start, end)
            : ScanFileOnWorkers(file, source, start, end, segments);
    }

    /// <summary>The results of a stream, in order: it is unpacked and read ahead of whoever takes them, and closed at the end.</summary>
    public IEnumerable<SegmentResult<TEntry>> ScanStream(Stream stream, LogSource source)
    {
        using var results = new BlockingCollection<SegmentResult<TEntry>>(SegmentsAheadPerWorker);
        ExceptionDispatchInfo? failure = null;
        var worker = new Thread(() =>
        {
            try
            {
                SegmentScanner<TEntry> scanner = NewScanner();
                var segment = new StreamSegmentBuffer(stream);
                while (!_stop.IsCancellationRequested && segment.LoadNext())
                {
                    results.Add(scanner.Scan(segment, source), _stop.Token);
                }

                _readers.Add(scanner.Reader);
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
            finally
            {
                results.CompleteAdding();
            }
        })
        { IsBackground = true, Name = "Nginx502 log stream" };
        worker.Start();
        try
        {
            foreach (SegmentResult<TEntry> result in results.GetConsumingEnumerable(_stop.Token))
            {
                yield return result;
            }
        }
        finally
        {
            if (!results.IsCompleted)
            {
                _stop.Cancel();
            }

            worker.Join();
            stream.Dispose();
        }

        failure?.Throw();
        _stop.Token.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private IEnumerable<SegmentResult<TEntry>> ScanFileHere(LogFile file, LogSource source, long start, long end)
    {
        SegmentScanner<TEntry> scanner = NewScanner();
        var segment = new FileSegmentBuffer(_segmentBytes);
        for (long offset = start; offset < end; offset += _segmentBytes)
        {
            _stop.Token.ThrowIfCancellationRequested();
            if (!segment.Load(file, offset, (int)Math.Min(_segmentBytes, end - offset)))
            {
                break;
            }

            yield return scanner.Scan(segment, source);
        }

        _readers.Add(scanner.Reader);
    }

    private IEnumerable<SegmentResult<TEntry>> ScanFileOnWorkers(LogFile file, LogSource source, long start, long end, long segments)
    {
        var queue = new SegmentQueue<SegmentResult<TEntry>>(segments, _workerCount * SegmentsAheadPerWorker);
        Thread[] workers = Enumerable.Range(0, _workerCount)
            .Select(_ => new Thread(() => Work(queue, file, source, start, end)) { IsBackground = true, Name = "Nginx502 log reader" })
            .ToArray();
        foreach (Thread worker in workers)
        {
            worker.Start();
        }

        try
        {
            for (long index = 0; index < segments; index++)
            {
                yield return queue.Take(index, _stop.Token);
            }
        }
        finally
        {
            queue.Close();
            foreach (Thread worker in workers)
            {
                worker.Join();
            }
        }
    }

    private void Work(SegmentQueue<SegmentResult<TEntry>> queue, LogFile file, LogSource source, long start, long end)
    {
        try
        {
            SegmentScanner<TEntry> scanner = NewScanner();
            var segment = new FileSegmentBuffer(_segmentBytes);
            while (queue.TryClaim(out long index))
            {
                long offset = start + (index * _segmentBytes);
                bool isThere = segment.Load(file, offset, (int)Math.Min(_segmentBytes, end - offset));
                queue.Put(index, isThere ? scanner.Scan(segment, source) : new SegmentResult<TEntry>([], 0, 0, new LineOrigin()));
            }

            _readers.Add(scanner.Reader);
        }
        catch (Exception exception)
        {
            queue.Fail(exception);
        }
    }

    private SegmentScanner<TEntry> NewScanner() => new(_newReader(), _query, _statistics);
}
