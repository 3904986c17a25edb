using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;
using Nginx502.Logs;

namespace Nginx502.Benchmarks.Micro;

/// <summary>One line of nginx's error log.</summary>
[MemoryDiagnoser]
[SimpleJob(RuntimeMoniker.HostProcess, iterationCount: 5, warmupCount: 3)]
public class NginxErrorBenchmarks
{
    private static readonly byte[] Error = Encoding.ASCII.GetBytes(
        "2026/11/23 03:49:06 [crit] 10579#0: *3 connect() to unix:/run/php/none.sock failed (2: No such file or directory) while connecting to upstream, "
        + "client: 127.0.0.1, server: example.com, request: \"GET /x HTTP/1.1\", upstream: \"fastcgi://unix:/run/php/none.sock:\", host: \"127.0.0.1:18080\"");

    private static readonly byte[] LookAlike = Encoding.ASCII.GetBytes(
        "2026/11/23 03:49:06 [error] 10579#0: *3 open() \"/var/www/shop/img/4711.png\" failed (2: No such file or directory), "
        + "client: 127.0.0.1, server: example.com, request: \"GET /img/4711.png HTTP/1.1\", host: \"127.0.0.1:18080\"");

    private readonly NginxErrorRecordReader _reader = new(NginxErrorFilter.UpstreamErrors);
    private readonly NginxUpstreamErrorMeter _meter = new([NginxUpstreamErrorProperty.Symptom, NginxUpstreamErrorProperty.Upstream]);
    private readonly RecordContext _context = new(new LogSource(null, LogClock.Local), new LineOrigin(), 0, 0);
    private readonly NginxUpstreamError _error;

    public NginxErrorBenchmarks()
    {
        _reader.Read(Error, _context, out NginxUpstreamError? error);
        _error = error!;
    }

    [Benchmark(Description = "an upstream error becomes an object")]
    public RecordOutcome ErrorToObject() => _reader.Read(Error, _context, out _);

    [Benchmark(Description = "a look-alike is passed over")]
    public RecordOutcome LookAlikePassed() => _reader.Read(LookAlike, _context, out _);

    [Benchmark(Description = "an error is counted")]
    public void Count() => _meter.Add(_error);

    [Benchmark(Description = "a property is decoded")]
    public string? Decode() => _error.Upstream;
}
