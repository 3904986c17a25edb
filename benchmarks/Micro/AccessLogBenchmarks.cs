using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;
using Nginx502.Logs;

namespace Nginx502.Benchmarks.Micro;

/// <summary>One line of an access log in the combined format.</summary>
[MemoryDiagnoser]
[SimpleJob(RuntimeMoniker.HostProcess, iterationCount: 5, warmupCount: 3)]
public class AccessLogBenchmarks
{
    private static readonly byte[] Line = Encoding.ASCII.GetBytes(
        "203.0.113.9 - - [23/Nov/2026:03:12:05 +0000] \"GET /cart.php?id=4711 HTTP/1.1\" 502 157 \"https://shop.example/\" \"Mozilla/5.0 (X11; Linux x86_64)\"");

    private readonly AccessLogRecordReader _all = new([AccessLogFormat.Combined], AccessLogFilter.Everything, guessOthers: false);
    private readonly AccessLogRecordReader _none = new([AccessLogFormat.Combined], Filter("404"), guessOthers: false);
    private readonly RecordContext _context = new(new LogSource(null, LogClock.Local), new LineOrigin(), 0, 0);

    [Benchmark]
    public RecordOutcome LineToObject() => _all.Read(Line, _context, out _);

    [Benchmark]
    public RecordOutcome OtherStatusPassed() => _none.Read(Line, _context, out _);

    private static AccessLogFilter Filter(string status) =>
        AccessLogFilter.TryParse([status], out AccessLogFilter? filter, out _) ? filter! : throw new InvalidOperationException(status);
}
