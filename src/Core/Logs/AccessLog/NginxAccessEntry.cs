using System.Buffers.Text;
using System.Text;
using Nginx502.Logs;

namespace Nginx502;

/// <summary>
/// One line of an nginx access log. What the log's format does not hold, and what was not set (<c>-</c>), is null. Text is
/// decoded when it is read, with nginx's escapes undone and control characters made visible.
/// </summary>
public sealed class NginxAccessEntry
{
    private readonly AccessLogFormat _format;
    private readonly byte[] _line;
    private readonly byte[] _text;
    private readonly int[] _ends;
    private readonly LogSource _source;
    private readonly LineOrigin _origin;
    private readonly int _lineIndex;

    internal NginxAccessEntry(AccessLogFormat format, byte[] line, byte[] text, int[] ends, in RecordContext context)
    {
        _format = format;
        _line = line;
        _text = text;
        _ends = ends;
        _source = context.Source;
        _origin = context.Origin;
        _lineIndex = context.LineIndex;
        Offset = context.Offset;
    }

    /// <summary>When the request ended, local time: to the millisecond where the format has <c>$msec</c>, else to the second.</summary>
    public DateTime? Time => AccessLogFields.Time(_format, _text, _ends) is DateTime utc ? utc.ToLocalTime() : null;

    /// <summary>Who asked: <c>$remote_addr</c>, an address or <c>unix:</c>.</summary>
    public string? Client => GetVariable("remote_addr");

    /// <summary>The name given with basic authentication: <c>$remote_user</c>.</summary>
    public string? RemoteUser => GetVariable("remote_user");

    /// <summary>The method; null for a request that could not be read.</summary>
    public string? Method => GetVariable("request_method") ?? Part(RequestLine.Of(RequestBytes).Method);

    /// <summary>What was asked for, as it was sent; null for a request that could not be read.</summary>
    public string? RequestUri => GetVariable("request_uri") ?? Part(RequestLine.Of(RequestBytes).Uri);

    /// <summary>The protocol, <c>HTTP/1.1</c>; null for HTTP/0.9 and for a request that could not be read.</summary>
    public string? Protocol => GetVariable("server_protocol") ?? Part(RequestLine.Of(RequestBytes).Protocol);

    /// <summary>The whole first line of the request: <c>$request</c>.</summary>
    public string? Request => GetVariable("request");

    /// <summary>What the visitor got: 499 when the client went away, 0 when nothing was sent, 9 for an answer without a status line.</summary>
    public int? Status => AccessLogFields.Status(_format, _text, _ends);

    /// <summary>Bytes of the answer without its header: <c>$body_bytes_sent</c>.</summary>
    public long? BodyBytesSent => Number("body_bytes_sent");

    /// <summary>Bytes of the whole answer: <c>$bytes_sent</c>.</summary>
    public long? BytesSent => Number("bytes_sent");

    /// <summary>Where the visitor came from, as the client says: <c>$http_referer</c>.</summary>
    public string? Referrer => GetVariable("http_referer");

    /// <summary>The client's program, as it says: <c>$http_user_agent</c>.</summary>
    public string? UserAgent => GetVariable("http_user_agent");

    /// <summary>The host that was asked for: <c>$http_host</c>, else <c>$host</c>.</summary>
    public string? Host => GetVariable("http_host") ?? GetVariable("host");

    /// <summary>The name of the server block that answered: <c>$server_name</c>.</summary>
    public string? Server => GetVariable("server_name");

    /// <summary>From the first byte of the request to the last of the answer: <c>$request_time</c>.</summary>
    public TimeSpan? RequestTime =>
        AccessLogTime.TryParseTicks(Raw("request_time"), out long ticks) ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>The status of each attempt, in order; null for one that ended before a status. Empty when none was made.</summary>
    public int?[] UpstreamStatus => AttemptList.Numbers(Raw("upstream_status"), WasTriedOnce);

    /// <summary>Who was asked in each attempt. Empty when none was made.</summary>
    public string[] UpstreamAddress => AttemptList.Texts(Raw("upstream_addr"));

    /// <summary>How long each attempt took to connect; null where that point was not reached.</summary>
    public TimeSpan?[] UpstreamConnectTime => AttemptList.Durations(Raw("upstream_connect_time"), WasTriedOnce);

    /// <summary>How long each attempt took until the answer's header; null where that point was not reached.</summary>
    public TimeSpan?[] UpstreamHeaderTime => AttemptList.Durations(Raw("upstream_header_time"), WasTriedOnce);

    /// <summary>How long each attempt took as a whole; null where that point was not reached.</summary>
    public TimeSpan?[] UpstreamResponseTime => AttemptList.Durations(Raw("upstream_response_time"), WasTriedOnce);

    /// <summary>The number of the client's connection, as in the error log: <c>$connection</c>.</summary>
    public long? ConnectionId => Number("connection");

    /// <summary>nginx's own id of the request: <c>$request_id</c>.</summary>
    public string? RequestId => GetVariable("request_id");

    /// <summary>The name of the format that the line was read by.</summary>
    public string LogFormat => _format.Name;

    /// <summary>The log's full path; null for text from the pipeline.</summary>
    public string? Path => _source.Path;

    /// <summary>The line's number, from 1; null when the log was not read from its beginning.</summary>
    public long? LineNumber => _origin.FirstLineNumber + _lineIndex;

    /// <summary>The line's first byte within the (unpacked) log.</summary>
    public long Offset { get; }

    private bool WasTriedOnce => !IsUnset(Raw("upstream_addr"));

    private ReadOnlySpan<byte> RequestBytes => GetBytes("request");

    /// <summary>The value of any variable of the log's format; null when the format does not hold it or it was not set.</summary>
    /// <param name="name">The variable's name, with or without its dollar sign; case does not count.</param>
    public string? GetVariable(string name)
    {
        ReadOnlySpan<byte> written = Raw(name);
        return IsUnset(written) ? null : SafeText.Decode(AccessLogUnescape.Decode(_format.Escape, written));
    }

    /// <summary>The line as it stands in the log, with whatever a container or the journal put around it. Not safe for a terminal.</summary>
    public string GetRawLine() => Encoding.UTF8.GetString(_line);

    /// <inheritdoc/>
    public override string ToString() => SafeText.Decode(_text);

    /// <summary>The bytes of a variable's value with escapes undone; empty when it was not set.</summary>
    internal ReadOnlySpan<byte> GetBytes(string name)
    {
        ReadOnlySpan<byte> written = Raw(name);
        return IsUnset(written) ? default : AccessLogUnescape.Decode(_format.Escape, written);
    }

    /// <summary>True when the log's format holds a variable.</summary>
    internal bool Has(string variable) => _format.IndexOf(variable) >= 0;

    private static string? Part(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? null : SafeText.Decode(bytes);

    // With escape=default a value that is not set is a dash, otherwise it is empty (nginx: ngx_http_log_variable).
    private static bool IsUnset(ReadOnlySpan<byte> written) => written.IsEmpty || (written.Length == 1 && written[0] == '-');

    private ReadOnlySpan<byte> Raw(string? name)
    {
        ReadOnlySpan<char> bare = name.AsSpan().TrimStart('$');
        int index = bare.IsEmpty ? -1 : _format.IndexOf(bare);
        return index < 0 ? default : _format.Field(_text, _ends, index);
    }

    private long? Number(string variable)
    {
        ReadOnlySpan<byte> written = Raw(variable);
        return Utf8Parser.TryParse(written, out long number, out int used) && used == written.Length ? number : null;
    }
}
