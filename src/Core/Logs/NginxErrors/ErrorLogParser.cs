using System.Buffers;
using System.Buffers.Text;
using System.Runtime.Intrinsics;

namespace Nginx502.Logs;

/// <summary>
/// Finds the parts of a line of nginx's error log. Nothing in such a line is escaped, so strangers can imitate every key in
/// a URI, a Host or a Referer; what cannot hold a space (a URI, a Host) is ended by one, the fixed order of the keys does
/// the rest.
/// </summary>
/// <remarks>
/// Sources: nginx src/core/ngx_log.c (ngx_log_error_core), src/http/ngx_http_request.c (ngx_http_log_error,
/// ngx_http_log_error_handler), src/http/ngx_http_upstream.c.
/// </remarks>
internal static class ErrorLogParser
{
    /// <summary>The bytes of <c>2026/11/23 03:49:06 [</c>, without which no line is nginx's.</summary>
    public const int ShortestHead = TimeLength + 2;

    private const int TimeLength = 19;

    private static readonly SearchValues<byte> ActionBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /"u8);

    /// <summary>How nginx begins to say what a FastCGI program wrote to its stderr.</summary>
    public static ReadOnlySpan<byte> ForeignTextStart => "FastCGI sent in stderr: \""u8;

    /// <summary>How nginx ends it (nginx: src/http/modules/ngx_http_fastcgi_module.c; what it was doing is always reading).</summary>
    public static ReadOnlySpan<byte> ForeignTextEnd => "\" while reading "u8;

    private static ReadOnlySpan<byte> ClientKey => ", client: "u8;

    /// <summary>True when a line begins like nginx's: <c>2026/11/23 03:49:06 [</c>.</summary>
    public static bool StartsWithHeader(ReadOnlySpan<byte> line)
    {
        if (line.Length < ShortestHead || !Vector128.IsHardwareAccelerated)
        {
            return line.Length >= ShortestHead && StartsWithTimeSlowly(line) && line[TimeLength] == ' ' && line[TimeLength + 1] == '[';
        }

        Vector128<byte> lowest = Vector128.Create("0000/00/00 00:00"u8);
        Vector128<byte> span = Vector128.Create(9, 9, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, (byte)9);
        Vector128<byte> start = Vector128.Create(line);
        return Vector128.LessThanOrEqualAll(start - lowest, span)
            && line[16] == ':' && IsDigit(line[17]) && IsDigit(line[18]) && line[19] == ' ' && line[20] == '[';
    }

    /// <summary>The time that a line begins with, as written; false when it is none of the calendar's.</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> line, out DateTime written)
    {
        written = default;
        if (!StartsWithHeader(line))
        {
            return false;
        }

        int year = (Two(line, 0) * 100) + Two(line, 2);
        int month = Two(line, 5);
        int day = Two(line, 8);
        int hour = Two(line, 11);
        int minute = Two(line, 14);
        int second = Two(line, 17);
        // A leap second is written as 60.
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        written = new DateTime(year, month, day, hour, minute, 0).AddTicks(second * TimeSpan.TicksPerSecond);
        return true;
    }

    /// <summary>Finds the head: everything before the message. The message's range reaches to the end of the record.</summary>
    /// <returns>False when the record does not begin like a line of nginx's.</returns>
    public static bool TryParseHead(ReadOnlySpan<byte> record, out ErrorLogFields fields)
    {
        fields = default;
        if (!StartsWithHeader(record))
        {
            return false;
        }

        int at = TimeLength + 2;
        int bracket = record[at..].IndexOf((byte)']');
        if (bracket < 0)
        {
            return false;
        }

        fields.Level = ReadLevel(record.Slice(at, bracket));
        at += bracket + 1;

        // ' 10579#10579:', then often ' *3'. What the numbers are is read when somebody asks.
        int processEnd = at < record.Length && record[at] == ' ' ? record[(at + 1)..].IndexOf((byte)' ') : -1;
        if (processEnd < 2 || record[at + processEnd] != ':')
        {
            return false;
        }

        fields.ProcessKey = (ushort)(at + 1);
        at += processEnd + 2;
        if (at < record.Length && record[at] == '*')
        {
            int connectionEnd = record[at..].IndexOf((byte)' ');
            at = connectionEnd < 0 ? record.Length : at + connectionEnd + 1;
        }

        fields.Message = ByteRange.Between(at, record.Length);
        return true;
    }

    /// <summary>The worker's process id and the connection's number, or -1, of a line whose head was found.</summary>
    public static void ReadNumbers(ReadOnlySpan<byte> record, in ErrorLogFields fields, out int processId, out long connectionId)
    {
        ReadOnlySpan<byte> head = record[fields.ProcessKey..fields.Message.Start];
        _ = Utf8Parser.TryParse(head, out processId, out _);
        int connection = head.IndexOf((byte)'*');
        if (connection < 0 || !Utf8Parser.TryParse(head[(connection + 1)..], out connectionId, out _))
        {
            connectionId = -1;
        }
    }

    /// <summary>Where what nginx says before the keys ends, in a line whose head was found; tells too whether keys follow.</summary>
    public static int EndOfWords(ReadOnlySpan<byte> record, ref ErrorLogFields fields)
    {
        int search = EndOfForeignText(record, fields.Message.Start);
        int context = record[search..].IndexOf(ClientKey);
        fields.HasClient = context >= 0;
        return context < 0 ? record.Length : search + context;
    }

    /// <summary>Finds what the keys say, in a line that has them.</summary>
    /// <param name="record">The line.</param>
    /// <param name="wordsEnd">What <see cref="EndOfWords"/> gave.</param>
    /// <param name="fields">Receives what they say.</param>
    public static void ParseKeys(ReadOnlySpan<byte> record, int wordsEnd, ref ErrorLogFields fields)
    {
        if (!fields.HasClient)
        {
            return;
        }

        int at = ReadPlain(record, wordsEnd + ClientKey.Length, ", server: "u8, out fields.Client);
        if (at < 0)
        {
            return;
        }

        at = ReadPlain(record, at, ", request: \""u8, out fields.Server);
        if (at < 0)
        {
            return;
        }

        at = EndOfRequest(record, at, out fields.Request);
        if (Follows(record, ref at, ", subrequest: \""u8))
        {
            at = EndOfQuoted(record, at, out _, ", upstream: \""u8, ", host: \""u8, ", referrer: \""u8);
        }

        if (Follows(record, ref at, ", upstream: \""u8))
        {
            at = EndOfQuoted(record, at, out ByteRange upstream, ", host: \""u8, ", referrer: \""u8, default);
            SetPeer(record, upstream, ref fields);
        }

        fields.HostKey = (ushort)at;
    }

    /// <summary>Finds the message, the error and the operation in what nginx says before the keys.</summary>
    public static void ParseMessage(ReadOnlySpan<byte> record, int end, ref ErrorLogFields fields)
    {
        int start = fields.Message.Start;
        int search = Math.Min(EndOfForeignText(record, start), end);
        int messageEnd = CutOperation(record, search, end, ref fields);
        messageEnd = CutError(record, search, messageEnd, ref fields);
        fields.Message = ByteRange.Between(start, messageEnd);
    }

    /// <summary>The Host and the Referer of a line whose keys were found; empty where they are not there.</summary>
    public static void FindHostAndReferrer(ReadOnlySpan<byte> record, in ErrorLogFields fields, out ByteRange host, out ByteRange referrer)
    {
        host = default;
        referrer = default;
        int at = fields.HostKey;
        if (at == 0)
        {
            return;
        }

        if (Follows(record, ref at, ", host: \""u8))
        {
            at = EndOfQuoted(record, at, out host, ", referrer: \""u8, default, default);
        }

        if (Follows(record, ref at, ", referrer: \""u8))
        {
            int end = record.Length > at && record[^1] == '"' ? record.Length - 1 : record.Length;
            referrer = ByteRange.Between(at, end);
        }
    }

    /// <summary>The method, URI and protocol of a request line; false when it is not made of them.</summary>
    public static bool TrySplitRequest(ReadOnlySpan<byte> request, out ReadOnlySpan<byte> method, out ReadOnlySpan<byte> uri)
    {
        int first = request.IndexOf((byte)' ');
        method = first < 0 ? request : request[..first];
        uri = first < 0 ? [] : request[(first + 1)..];
        int second = uri.IndexOf((byte)' ');
        uri = second < 0 ? uri : uri[..second];
        return first > 0;
    }

    // What a script wrote may look like nginx's own words; those begin behind its closing quote.
    private static int EndOfForeignText(ReadOnlySpan<byte> record, int messageStart)
    {
        ReadOnlySpan<byte> message = record[messageStart..];
        if (!message.StartsWith(ForeignTextStart))
        {
            return messageStart;
        }

        int closing = message.IndexOf(ForeignTextEnd);
        return closing < 0 ? record.Length : messageStart + closing + 1;
    }

    // An unquoted value up to the next key; -1 when the next key is not there and the value is the rest.
    private static int ReadPlain(ReadOnlySpan<byte> record, int at, ReadOnlySpan<byte> nextKey, out ByteRange value)
    {
        // The value holds no comma, as a rule; looking for one byte is faster than for a key.
        ReadOnlySpan<byte> rest = record[at..];
        int length = rest.IndexOf((byte)',');
        if (length >= 0 && !rest[length..].StartsWith(nextKey))
        {
            length = rest.IndexOf(nextKey);
        }

        if (length >= 0)
        {
            value = ByteRange.Between(at, at + length);
            return at + length + nextKey.Length;
        }

        // The line was cut, maybe within the next key.
        int cut = rest.LastIndexOf((byte)',');
        value = ByteRange.Between(at, cut >= 0 && nextKey.StartsWith(rest[cut..]) ? at + cut : record.Length);
        return -1;
    }

    // The request line cannot hold spaces but the two around its URI: behind HTTP/x.y" it is over, whatever the URI says.
    private static int EndOfRequest(ReadOnlySpan<byte> record, int at, out ByteRange request)
    {
        ReadOnlySpan<byte> rest = record[at..];
        int method = rest.IndexOf((byte)' ');
        int uri = method < 0 ? -1 : rest[(method + 1)..].IndexOf((byte)' ');
        if (uri >= 0)
        {
            int protocol = method + 1 + uri + 1;
            if (rest.Length >= protocol + 9 && rest.Slice(protocol, 5).SequenceEqual("HTTP/"u8) && rest[protocol + 8] == '"')
            {
                request = ByteRange.Between(at, at + protocol + 8);
                return at + protocol + 9;
            }
        }

        return EndOfQuoted(record, at, out request, ", upstream: \""u8, ", host: \""u8, ", referrer: \""u8);
    }

    // A quoted value that ends where one of the next keys follows its closing quote, or with the record.
    private static int EndOfQuoted(
        ReadOnlySpan<byte> record, int at, out ByteRange value, ReadOnlySpan<byte> key, ReadOnlySpan<byte> orKey, ReadOnlySpan<byte> orLastKey)
    {
        for (int from = at; from < record.Length;)
        {
            int quote = record[from..].IndexOf((byte)'"');
            if (quote < 0)
            {
                break;
            }

            int end = from + quote;
            ReadOnlySpan<byte> behind = record[(end + 1)..];
            if (BeginsKey(behind, key) || BeginsKey(behind, orKey) || BeginsKey(behind, orLastKey))
            {
                value = ByteRange.Between(at, end);
                return end + 1;
            }

            from = end + 1;
        }

        // The line was cut before the closing quote.
        value = ByteRange.Between(at, record.Length);
        return record.Length;
    }

    // Where a line is cut, a key may not be whole.
    private static bool BeginsKey(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key) =>
        text.Length < key.Length ? key.StartsWith(text) : !key.IsEmpty && text.StartsWith(key);

    private static bool Follows(ReadOnlySpan<byte> record, ref int at, ReadOnlySpan<byte> key)
    {
        bool follows = record[at..].StartsWith(key);
        at += follows ? key.Length : 0;
        return follows;
    }

    // fastcgi://unix:/run/x.sock: and http://127.0.0.1:8080/uri say more than who the peer is.
    private static void SetPeer(ReadOnlySpan<byte> record, ByteRange upstream, ref ErrorLogFields fields)
    {
        ReadOnlySpan<byte> text = upstream.Of(record);
        int scheme = text.IndexOf("://"u8);
        int peer = scheme < 0 ? 0 : scheme + "://".Length;
        bool isUnix = text[peer..].StartsWith("unix:"u8);
        int path = isUnix ? peer + "unix:".Length : peer;
        int length = text[path..].IndexOf(isUnix ? (byte)':' : (byte)'/');
        fields.Upstream = length < 0 ? upstream : upstream with { Length = (ushort)(path + length) };
        fields.Peer = isUnix ? PeerKind.UnixSocket : PeerKind.Network;
    }

    private static int CutOperation(ReadOnlySpan<byte> record, int searchStart, int messageEnd, ref ErrorLogFields fields)
    {
        ReadOnlySpan<byte> text = record[searchStart..messageEnd];
        int found = text.LastIndexOf(" while "u8);
        if (found < 0)
        {
            return messageEnd;
        }

        ReadOnlySpan<byte> action = text[(found + " while ".Length)..];
        if (action.StartsWith("resolving, resolver: "u8))
        {
            action = "resolving"u8;
        }

        if (!IsAction(action))
        {
            return messageEnd;
        }

        fields.Operation = ReadOperation(action);
        return searchStart + found;
    }

    // Actions are a few words of nginx's own. Anything else belongs to a message that has the word 'while' itself: a path that
    // a visitor asked for, or 'while resolving service NAME of NAME' (nginx: src/http/ngx_http_upstream_round_robin.c).
    private static bool IsAction(ReadOnlySpan<byte> action) =>
        action.IndexOfAnyExcept(ActionBytes) < 0 && !action.StartsWith("resolving service "u8);

    // The last parentheses before the action, when they hold a number and a text: ' (111: Connection refused)'.
    private static int CutError(ReadOnlySpan<byte> record, int searchStart, int messageEnd, ref ErrorLogFields fields)
    {
        ReadOnlySpan<byte> text = record[searchStart..messageEnd];
        if (!text.EndsWith(")"u8))
        {
            return messageEnd;
        }

        int open = text.LastIndexOf(" ("u8);
        if (open < 0 || !Utf8Parser.TryParse(text[(open + 2)..], out int number, out int digits) || !text[(open + 2 + digits)..].StartsWith(": "u8))
        {
            return messageEnd;
        }

        // 'NAME could not be resolved (3: Host not found)' is the resolver's word, not the system's.
        if (text[..open].EndsWith("could not be resolved"u8))
        {
            return messageEnd;
        }

        int errorText = searchStart + open + 2 + digits + 2;
        if (errorText > messageEnd - 1)
        {
            return messageEnd;
        }

        fields.ErrorNumber = number;
        fields.ErrorText = ByteRange.Between(errorText, messageEnd - 1);
        return searchStart + open;
    }

    private static NginxLogLevel ReadLevel(ReadOnlySpan<byte> level) => level switch
    {
        _ when level.SequenceEqual("error"u8) => NginxLogLevel.Error,
        _ when level.SequenceEqual("crit"u8) => NginxLogLevel.Crit,
        _ when level.SequenceEqual("warn"u8) => NginxLogLevel.Warn,
        _ when level.SequenceEqual("notice"u8) => NginxLogLevel.Notice,
        _ when level.SequenceEqual("info"u8) => NginxLogLevel.Info,
        _ when level.SequenceEqual("alert"u8) => NginxLogLevel.Alert,
        _ when level.SequenceEqual("emerg"u8) => NginxLogLevel.Emerg,
        _ when level.SequenceEqual("debug"u8) => NginxLogLevel.Debug,
        _ => NginxLogLevel.Unknown,
    };

    private static UpstreamOperation ReadOperation(ReadOnlySpan<byte> action) => action switch
    {
        _ when action.SequenceEqual("connecting to upstream"u8) => UpstreamOperation.Connecting,
        _ when action.SequenceEqual("reading response header from upstream"u8) => UpstreamOperation.ReadingHeader,
        _ when action.SequenceEqual("sending request to upstream"u8) => UpstreamOperation.SendingRequest,
        _ when action.SequenceEqual("reading upstream"u8) => UpstreamOperation.ReadingBody,
        _ when action.SequenceEqual("SSL handshaking to upstream"u8) => UpstreamOperation.TlsHandshaking,
        _ when action.SequenceEqual("sending to client"u8) => UpstreamOperation.SendingToClient,
        _ when action.SequenceEqual("sending early hints to client"u8) => UpstreamOperation.SendingEarlyHints,
        _ when action.SequenceEqual("proxying upgraded connection"u8) => UpstreamOperation.ProxyingUpgraded,
        _ when action.SequenceEqual("resolving"u8) => UpstreamOperation.Resolving,
        _ => UpstreamOperation.Other,
    };

    private static bool StartsWithTimeSlowly(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> shape = "0000/00/00 00:00:00"u8;
        for (int index = 0; index < shape.Length; index++)
        {
            if (shape[index] == '0' ? !IsDigit(line[index]) : line[index] != shape[index])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDigit(byte value) => (uint)(value - '0') <= 9;

    private static int Two(ReadOnlySpan<byte> line, int at) => ((line[at] - '0') * 10) + line[at + 1] - '0';
}
