using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;
using Nginx502.Logs;

namespace Nginx502.Benchmarks.Micro;

/// <summary>One line of php-fpm's log.</summary>
[MemoryDiagnoser]
[SimpleJob(RuntimeMoniker.HostProcess, iterationCount: 5, warmupCount: 3)]
public class FpmLogBenchmarks
{
    private static readonly byte[] Line = Encoding.ASCII.GetBytes(
        "[23-Nov-2026 03:55:13] WARNING: [pool www] child 10493 exited on signal 11 (SIGSEGV) after 22.169630 seconds from start");

    private readonly FpmLogRecordReader _all = new(new FpmLogFilter([], [], []));
    private readonly FpmLogRecordReader _none = new(new FpmLogFilter([], [], [FpmLogEvent.MaxChildrenReached]));
    private readonly RecordContext _context = new(new LogSource(null, LogClock.Local), new LineOrigin(), 0, 0);

    [Benchmark]
    public RecordOutcome LineToObject() => _all.Read(Line, _context, out _);

    [Benchmark]
    public RecordOutcome OtherEventPassed() => _none.Read(Line, _context, out _);
}
