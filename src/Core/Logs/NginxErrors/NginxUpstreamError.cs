using Nginx502.Logs;

namespace Nginx502;

/// <summary>
/// One line of nginx's error log about an upstream: what nginx tried, what it saw, and for which visitor's request. Values
/// are decoded when they are read; what cannot be shown safely is escaped, <see cref="GetRawLine"/> gives the bytes' text.
/// </summary>
/// <remarks>Source of the fields: nginx src/core/ngx_log.c and src/http/ngx_http_request.c (ngx_http_log_error_handler).</remarks>
public sealed class NginxUpstreamError
{
    private readonly byte[] _record;
    private readonly byte[]? _framed;
    private readonly RecordContext _context;
    private readonly ErrorLogFields _fields;
    private readonly LineVerdict _verdict;

    internal NginxUpstreamError(byte[] record, byte[]? framed, in RecordContext context, in ErrorLogFields fields, LineVerdict verdict)
    {
        _record = record;
        _framed = framed;
        _context = context;
        _fields = fields;
        _verdict = verdict;
    }

    /// <summary>When nginx wrote the line; local time. Null when the line holds no time of the calendar.</summary>
    public DateTime? Time =>
        ErrorLogHead.TryReadTime(_record, out DateTime written) ? _context.Source.Clock.ToLocal(written) : null;

    /// <summary>The severity that nginx gave it.</summary>
    public NginxLogLevel Level => _fields.Level;

    /// <summary>What nginx saw.</summary>
    public Symptom Symptom => _verdict.Symptom;

    /// <summary>What the symptom means, in a sentence. More about it is in about_Nginx502_Symptoms.</summary>
    public string Meaning => SymptomMeanings.Of(Symptom);

    /// <summary>
    /// What this attempt was worth: 502, 504, 500, for look-alikes 404, 403, 499 and the like; null for none, as when the
    /// visitor had the answer's header already. What the visitor got is another matter: see <see cref="Status"/>.
    /// </summary>
    public int? AttemptStatus => _verdict.AttemptStatus == 0 ? null : _verdict.AttemptStatus;

    /// <summary>What the visitor got, by the access log; null where the logs were not joined or it cannot be told.</summary>
    public int? Status { get; internal set; }

    /// <summary>True when an attempt failed or its answer was cut short; false for look-alikes.</summary>
    public bool IsUpstreamError => _verdict.IsUpstreamError;

    /// <summary>What nginx was doing.</summary>
    public UpstreamOperation Operation => _fields.Operation;

    /// <summary>The system's error as the log has it, with the numbers of the system that wrote it; null for none.</summary>
    public int? ErrorNumber => _fields.ErrorNumber == 0 ? null : _fields.ErrorNumber;

    /// <summary>The system's error in words; null for none.</summary>
    public string? ErrorText => Text(_fields.ErrorText);

    /// <summary>
    /// The upstream's scheme and peer, such as <c>fastcgi://unix:/run/php/php8.2-fpm.sock</c>, or the group's name for 'no
    /// live upstreams'; without URI, and without the last colon of a unix path, which nginx writes in some lines only.
    /// </summary>
    public string? Upstream => Text(_fields.Upstream);

    /// <summary>The FastCGI endpoint of the upstream; null for a group's name and for other protocols.</summary>
    public FpmEndpoint? Endpoint =>
        _fields.Upstream.Of(_record).StartsWith("fastcgi://"u8) && FpmEndpoint.TryParse(Upstream, out FpmEndpoint? endpoint) ? endpoint : null;

    /// <summary>The visitor's address; <c>unix:</c> for a visitor on a unix socket.</summary>
    public string? Client => Text(_fields.Client);

    /// <summary>The first server_name of the virtual server; null when it has none.</summary>
    public string? Server => Text(_fields.Server);

    /// <summary>The request's method.</summary>
    public string? Method =>
        ErrorLogKeys.TrySplitRequest(_fields.Request.Of(_record), out ReadOnlySpan<byte> method, out _) ? SafeText.Decode(method) : null;

    /// <summary>The request's URI as the visitor sent it, with its query string.</summary>
    public string? RequestUri =>
        ErrorLogKeys.TrySplitRequest(_fields.Request.Of(_record), out _, out ReadOnlySpan<byte> uri) ? SafeText.Decode(uri) : null;

    /// <summary>The Host that the visitor asked for.</summary>
    public string? Host
    {
        get
        {
            ErrorLogKeys.FindHostAndReferrer(_record, _fields, out ByteRange host, out _);
            return Text(host);
        }
    }

    /// <summary>The page that led the visitor here, by the visitor's word.</summary>
    public string? Referrer
    {
        get
        {
            ErrorLogKeys.FindHostAndReferrer(_record, _fields, out _, out ByteRange referrer);
            return Text(referrer);
        }
    }

    /// <summary>The nginx worker's process id.</summary>
    public int ProcessId
    {
        get
        {
            ErrorLogHead.ReadNumbers(_record, _fields, out int processId, out _);
            return processId;
        }
    }

    /// <summary>The connection's number, which is <c>$connection</c> of access logs; null when the line belongs to none.</summary>
    public long? ConnectionId
    {
        get
        {
            ErrorLogHead.ReadNumbers(_record, _fields, out _, out long connectionId);
            return connectionId < 0 ? null : connectionId;
        }
    }

    /// <summary>What nginx says, without the error number and the request.</summary>
    public string Message => SafeText.Decode(_fields.Message.Of(_record));

    /// <summary>The log's path; null for text from the pipeline.</summary>
    public string? Path => _context.Source.Path;

    /// <summary>The line's number, from 1; null when the log was not read from its beginning.</summary>
    public long? LineNumber => _context.Origin.FirstLineNumber + _context.LineIndex;

    /// <summary>The line's first byte in the (unpacked) log, from 0.</summary>
    public long Offset => _context.Offset;

    internal ReadOnlySpan<byte> Record => _record;

    internal ref readonly ErrorLogFields Fields => ref _fields;

    internal LogSource Source => _context.Source;

    /// <summary>The line as it stands in the log, with everything that strangers wrote into it. Not safe for a terminal.</summary>
    public string GetRawLine() => System.Text.Encoding.UTF8.GetString(_framed ?? _record);

    /// <summary>The symptom, the upstream and the request, safe to show.</summary>
    public override string ToString() => $"{Symptom} {Upstream ?? Server} {Method} {RequestUri}".TrimEnd();

    private string? Text(ByteRange range) => range.IsEmpty ? null : SafeText.Decode(range.Of(_record));
}
