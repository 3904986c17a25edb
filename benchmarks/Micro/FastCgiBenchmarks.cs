using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;
using Nginx502.FastCgi;

namespace Nginx502.Benchmarks.Micro;

/// <summary>One small request and its response over FastCGI, without a connection.</summary>
[MemoryDiagnoser]
[SimpleJob(RuntimeMoniker.HostProcess, iterationCount: 5, warmupCount: 3)]
public class FastCgiBenchmarks
{
    private const int MaximumHeader = 64 * 1024;

    private static readonly FpmEndpoint Endpoint = FpmEndpoint.Parse("/run/php/php8.2-fpm.sock");
    private static readonly FastCgiRequest Request = new("/srv/shop/index.php") { QueryString = "page=1", Host = "shop.example" };
    private static readonly KeyValuePair<string, string>[] Parameters = [.. Request.AllParameters()];
    private static readonly byte[] Answer = MakeAnswer();

    private readonly ReusableBuffer _records = new();
    private readonly ResponseCollector _collector = new();

    [Benchmark(Description = "a request becomes records, its parameters ready")]
    public int Encode()
    {
        _records.Clear();
        RecordWriter.BeginRequest(_records, 1, RequestRole.Responder, keepsConnection: true);
        RecordWriter.Parameters(_records, 1, Parameters);
        RecordWriter.Stream(_records, RecordType.StandardInput, 1, []);
        return _records.Length;
    }

    [Benchmark(Description = "a request becomes records, once for all sendings")]
    public EncodedRequest EncodeOnce() => EncodedRequest.Encode(Request, keepsConnection: true);

    [Benchmark(Description = "a response is put together, and its status read")]
    public int? Decode()
    {
        _collector.Reset(1, int.MaxValue);
        _collector.Feed(Answer);
        return CgiStatus.Read(_collector.Output, MaximumHeader);
    }

    [Benchmark(Description = "a response becomes an object")]
    public FastCgiResponse DecodeToObject()
    {
        _collector.Reset(1, int.MaxValue);
        _collector.Feed(Answer);
        return ResponseBuilder.Build(Endpoint, _collector, null, default, new ResponseContext(FastCgiPhase.Receiving, MaximumHeader));
    }

    private static byte[] MakeAnswer()
    {
        ReusableBuffer records = new();
        string output = "X-Powered-By: PHP/8.2.36\r\nContent-type: text/html; charset=UTF-8\r\n\r\n" + new string('x', 1000);
        RecordWriter.Stream(records, RecordType.StandardOutput, 1, Encoding.ASCII.GetBytes(output));
        RecordHeader.Write(records.Extend(RecordHeader.Size), RecordType.EndRequest, 1, EndOfRequest.Size);
        records.Extend(EndOfRequest.Size).Clear();
        return records.Bytes.ToArray();
    }
}
