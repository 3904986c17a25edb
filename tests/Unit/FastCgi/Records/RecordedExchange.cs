using System.Text.Json;
using System.Text.Json.Nodes;
using Nginx502.FastCgi;

namespace Nginx502.UnitTests.FastCgi.Records;

/// <summary>
/// What an application sent, of tests/data/fastcgi: <c>.bin</c> as a real php-fpm sent it, <c>.hex</c> written by hand; beside
/// it what is to be made of it, and under <c>given</c> what was asked and allowed.
/// </summary>
internal sealed record RecordedExchange(string Name, byte[] Bytes, JsonObject Expected)
{
    private const int LongestShown = 400;

    private static readonly string Folder = TestData.Path("fastcgi");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private JsonNode? Given => Expected["given"];

    /// <summary>The request that is answered; 0 for a question about limits.</summary>
    public ushort RequestId => (bool?)Given?["limits"] == true ? (ushort)0 : (ushort)1;

    /// <summary>The most bytes to receive.</summary>
    public int MaximumBytes => (int?)Given?["maximumBytes"] ?? 16 * 1024 * 1024;

    /// <summary>The most bytes of the header.</summary>
    public int MaximumHeaderBytes => (int?)Given?["maximumHeaderBytes"] ?? 64 * 1024;

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetFiles(Folder).Where(path => Path.GetExtension(path) is ".bin" or ".hex").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
    ];

    public static RecordedExchange Load(string name)
    {
        string path = Path.Combine(Folder, name);
        byte[] bytes = path.EndsWith(".bin", StringComparison.Ordinal) ? File.ReadAllBytes(path) : HexText.Parse(File.ReadAllLines(path));
        return new RecordedExchange(name, bytes, JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(path, ".expected.json")))!.AsObject());
    }

    /// <summary>What is made of the bytes when they come in these chunks and the connection ends behind them.</summary>
    public string Read(IEnumerable<byte[]> chunks)
    {
        ResponseCollector collector = new();
        collector.Reset(RequestId, MaximumBytes);
        foreach (byte[] chunk in chunks)
        {
            collector.Feed(chunk);
        }

        collector.Finish();
        FastCgiFailure? failure = ResponseFailures.Explain(collector, FastCgiPhase.Receiving);
        ResponseContext context = new(FastCgiPhase.Receiving, MaximumHeaderBytes, RequestId == 0);
        return Describe(ResponseBuilder.Build(FpmEndpoint.Parse("/run/x.sock"), collector, failure, default, context), collector);
    }

    /// <summary>What is expected, in the same form.</summary>
    public string ExpectedText()
    {
        JsonObject expected = JsonNode.Parse(Expected.ToJsonString())!.AsObject();
        expected.Remove("given");
        return expected.ToJsonString(Indented);
    }

    private static string Describe(FastCgiResponse response, ResponseCollector collector) => new JsonObject
    {
        ["failure"] = response.Failure?.Kind.ToString(),
        ["message"] = response.Failure?.Message,
        ["foreignProtocol"] = response.Failure is { Kind: FastCgiFailureKind.NotFastCgi } failure ? failure.ForeignProtocol.ToString() : null,
        ["status"] = response.Status,
        ["reason"] = response.Reason,
        ["headers"] = new JsonArray([.. response.Headers.Select(header => (JsonNode)Shorten(header.ToString()))]),
        ["headerLength"] = response.HeaderLength,
        ["body"] = Shorten(response.Body),
        ["bodyLength"] = response.BodyBytes.Length,
        ["standardError"] = response.StandardError,
        ["appStatus"] = response.AppStatus,
        ["protocolStatus"] = response.ProtocolStatus?.ToString(),
        ["limits"] = new JsonObject(response.Limits.Select(limit => KeyValuePair.Create(limit.Key, (JsonNode?)limit.Value))),
        ["receivedBytes"] = response.ReceivedBytes,
        ["isAtCleanEnd"] = collector.Decoder.IsAtCleanEnd,
        ["bytesBehindEnd"] = collector.Decoder.BytesBehindEnd,
    }.ToJsonString(Indented);

    private static string Shorten(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "...";
}
