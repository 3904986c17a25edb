namespace Nginx502.Logs;

/// <summary>
/// The keys of a line of nginx's error log. Nothing in such a line is escaped, so strangers can imitate every key in a URI,
/// a Host or a Referer; what cannot hold a space (a URI, a Host) is ended by one, the fixed order of the keys does the rest.
/// </summary>
/// <remarks>Source: nginx src/http/ngx_http_request.c (ngx_http_log_error, ngx_http_log_error_handler).</remarks>
internal static class ErrorLogKeys
{
    /// <summary>The first key, without which there is none.</summary>
    public static ReadOnlySpan<byte> ClientKey => ", client: "u8;

    /// <summary>Finds what the keys say, in a line that has them.</summary>
    /// <param name="record">The line.</param>
    /// <param name="wordsEnd">What <see cref="ErrorLogWords.EndOfWords"/> gave.</param>
    /// <param name="fields">Receives what they say.</param>
    public static void Parse(ReadOnlySpan<byte> record, int wordsEnd, ref ErrorLogFields fields)
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
}
