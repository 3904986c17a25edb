using System.Text;
using CsCheck;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.AccessLog;

/// <summary>What nginx escapes is undone, whatever the bytes are; nginx's own way of escaping is written down here once more.</summary>
public sealed class AccessLogEscapeTests
{
    private static readonly byte[] Special = "\"\\x{}u05,: []-"u8.ToArray();

    // Any bytes of one line, with those that matter more often than by chance.
    private static readonly Gen<byte[]> LineBytes = Gen.OneOf(Gen.Byte, Gen.Int[0, Special.Length - 1].Select(index => Special[index])).Where(value => value != '\n').Array[0, 40];

    [Fact]
    public void DefaultRoundTrips() => LineBytes.Sample(
        value => Assert.Equal(value, AccessLogUnescape.Decode(AccessLogEscape.Default, EscapeDefault(value)).ToArray()), seed: "0N0XIzNsQ0O2");

    [Fact]
    public void JsonRoundTrips() => LineBytes.Sample(
        value => Assert.Equal(value, AccessLogUnescape.Decode(AccessLogEscape.Json, EscapeJson(value)).ToArray()), seed: "0N0XIzNsQ0O2");

    [Fact]
    public void DefaultFieldsAreFoundWhateverTheyHold() => Gen.Select(LineBytes, LineBytes, LineBytes).Sample(
        (user, request, agent) =>
        {
            byte[] line =
            [
                .. "192.0.2.1 - "u8, .. EscapeDefault(user), .. " [23/Nov/2026:03:49:06 +0000] \""u8, .. EscapeDefault(request),
                .. "\" 502 0 \"-\" \""u8, .. EscapeDefault(agent), .. "\""u8,
            ];
            NginxAccessEntry entry = Entry(line, AccessLogFormat.Combined);
            Assert.Equal(OrUnset(user), entry.GetBytes("remote_user").ToArray());
            Assert.Equal(OrUnset(request), entry.GetBytes("request").ToArray());
            Assert.Equal(OrUnset(agent), entry.GetBytes("http_user_agent").ToArray());
            Assert.Equal(502, entry.Status);
        },
        seed: "0N0XIzNsQ0O2");

    [Fact]
    public void JsonFieldsAreFoundWhateverTheyHold()
    {
        AccessLogFormat format = AccessLogFormat.Parse(
            ["j", "escape=json", "{\"time\":\"$time_iso8601\",\"request\":\"$request\",\"status\":\"$status\",\"agent\":\"$http_user_agent\"}"]);
        Gen.Select(LineBytes, LineBytes).Sample(
            (request, agent) =>
            {
                byte[] line =
                [
                    .. "{\"time\":\"2026-11-23T03:49:06+00:00\",\"request\":\""u8, .. EscapeJson(request),
                    .. "\",\"status\":\"502\",\"agent\":\""u8, .. EscapeJson(agent), .. "\"}"u8,
                ];
                NginxAccessEntry entry = Entry(line, format);
                Assert.Equal(OrUnset(request), entry.GetBytes("request").ToArray());
                Assert.Equal(OrUnset(agent), entry.GetBytes("http_user_agent").ToArray());
            },
            seed: "0N0XIzNsQ0O2");
    }

    [Fact]
    public void NoBytesMakeAnythingThrow() => Gen.OneOf(LineBytes, Gen.Byte.Array[0, 400]).Sample(
        value =>
        {
            var reader = new AccessLogRecordReader([AccessLogFormat.Combined], AccessLogFilter.Everything, guessOthers: true);
            byte[] line = [.. "{\"status\":\"502\",\"time\":\"2026-11-23T03:49:06+00:00\",\"x\":"u8, .. value];
            reader.Read(value, new RecordContext(AccessLines.Source, new LineOrigin(), 0, 0), out _);
            reader.Read(line, new RecordContext(AccessLines.Source, new LineOrigin(), 0, 0), out _);
        },
        seed: "0N0XIzNsQ0O2");

    [Fact]
    public void NoneIsLeftAsItIs() => Assert.Equal("\\x22"u8.ToArray(), AccessLogUnescape.Decode(AccessLogEscape.None, "\\x22"u8).ToArray());

    private static NginxAccessEntry Entry(byte[] line, AccessLogFormat format)
    {
        var reader = new AccessLogRecordReader([format], AccessLogFilter.Everything, guessOthers: false);
        RecordOutcome outcome = reader.Read(line, new RecordContext(AccessLines.Source, new LineOrigin(), 0, 0), out NginxAccessEntry? entry);
        Assert.True(outcome == RecordOutcome.Entry, Encoding.Latin1.GetString(line));
        return entry!;
    }

    private static byte[] OrUnset(byte[] value) => value is [(byte)'-'] ? [] : value;

    // nginx: src/http/modules/ngx_http_log_module.c, ngx_http_log_escape.
    private static byte[] EscapeDefault(byte[] value) => Encoding.ASCII.GetBytes(string.Concat(value.Select(letter =>
        letter is < 0x20 or >= 0x7F or (byte)'"' or (byte)'\\' ? $"\\x{letter:X2}" : ((char)letter).ToString())));

    // nginx: src/core/ngx_string.c, ngx_escape_json.
    private static byte[] EscapeJson(byte[] value) => value.SelectMany(letter => letter switch
    {
        (byte)'"' or (byte)'\\' => [(byte)'\\', letter],
        (byte)'\n' => "\\n"u8.ToArray(),
        (byte)'\r' => "\\r"u8.ToArray(),
        (byte)'\t' => "\\t"u8.ToArray(),
        (byte)'\b' => "\\b"u8.ToArray(),
        (byte)'\f' => "\\f"u8.ToArray(),
        < 0x20 => Encoding.ASCII.GetBytes($"\\u00{letter:X2}"),
        _ => new[] { letter },
    }).ToArray();
}
