using System.Text;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.NginxErrors;

/// <summary>Lines of nginx's error log, read as a user's pipeline reads them.</summary>
internal static class ErrorLines
{
    public static readonly NginxErrorFilter All = new() { IncludesLookAlikes = true };

    public const string Refused =
        "2026/11/23 03:49:06 [error] 10579#0: *13 connect() failed (111: Connection refused) while connecting to upstream, "
        + "client: 192.0.2.1, server: shop.example, request: \"GET /cart.php?id=7 HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", "
        + "host: \"www.shop.example\", referrer: \"https://shop.example/start\"";

    /// <summary>The only entry of a text, look-alikes included.</summary>
    public static NginxUpstreamError One(string text) => Assert.Single(Read(text, All));

    public static IReadOnlyList<NginxUpstreamError> Read(string text, NginxErrorFilter? filter = null) => Read(text, filter, out _);

    public static IReadOnlyList<NginxUpstreamError> Read(string text, NginxErrorFilter? filter, out ReadStatistics statistics)
    {
        statistics = new ReadStatistics();
        var log = new TextLog<NginxUpstreamError>(new NginxErrorRecordReader(filter ?? NginxErrorFilter.UpstreamErrors), LogQuery.Everything, statistics);
        return [.. log.Add(text), .. log.Complete()];
    }

    /// <summary>The only entry of bytes that are no text, read from a file.</summary>
    public static NginxUpstreamError OneOfBytes(byte[] bytes) => Assert.Single(ReadBytes(bytes, All, out _));

    public static IReadOnlyList<NginxUpstreamError> ReadBytes(byte[] bytes, NginxErrorFilter filter, out ReadStatistics statistics)
    {
        string path = Path.Combine(Path.GetTempPath(), $"nginx502-test-{Guid.NewGuid():N}.log");
        File.WriteAllBytes(path, bytes);
        try
        {
            using LogFile file = LogFile.Open(path, isRoot: false);
            statistics = new ReadStatistics();
            return [.. NginxErrorLog.Read([file], filter, LogQuery.Everything, statistics, CancellationToken.None)];
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Every text of an entry that may be shown.</summary>
    public static IEnumerable<(string Name, string Text)> Texts(NginxUpstreamError error) =>
        typeof(NginxUpstreamError).GetProperties()
            .Select(property => (property.Name, Value: property.GetValue(error)))
            .Where(property => property.Value is not null && property.Name != nameof(NginxUpstreamError.Path))
            .Select(property => (property.Name, property.Value!.ToString()!))
            .Append(("ToString", error.ToString()));

    /// <summary>True when a terminal shows a text and does not obey it.</summary>
    public static bool IsSafe(string text) => !text.Any(c =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\u061C' or '\u200E' or '\u200F'
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
