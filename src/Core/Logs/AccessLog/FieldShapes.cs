using System.Buffers;

namespace Nginx502.Logs;

/// <summary>Tells the shapes of variables, and where a value of a shape must end at the latest.</summary>
internal static class FieldShapes
{
    private static readonly SearchValues<byte> HostEnds = SearchValues.Create(" /"u8);
    private static readonly SearchValues<byte> BareEnds = SearchValues.Create(" \t,:{}[]\""u8);
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789.-"u8);
    private static readonly SearchValues<byte> NumberListBytes = SearchValues.Create("0123456789.-, :"u8);
    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789abcdefABCDEF.:[]%, -unkowx"u8);

    // What nginx never writes raw into a value. Bytes from 0x7F are let through: other programs may have undone those.
    private static readonly SearchValues<byte> EscapedByDefault = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"']);

    // Variables whose values nginx makes itself, or takes from a part of the request that it has checked.
    private static readonly Dictionary<string, FieldShape> ByName = new(StringComparer.Ordinal)
    {
        ["status"] = FieldShape.Status,
        ["time_local"] = FieldShape.LocalTime,
        ["time_iso8601"] = FieldShape.IsoTime,
        ["msec"] = FieldShape.Seconds,
        ["request_time"] = FieldShape.Seconds,
        ["body_bytes_sent"] = FieldShape.Digits,
        ["bytes_sent"] = FieldShape.Digits,
        ["request_length"] = FieldShape.Digits,
        ["connection"] = FieldShape.Digits,
        ["connection_requests"] = FieldShape.Digits,
        ["pid"] = FieldShape.Digits,
        ["server_port"] = FieldShape.Digits,
        ["remote_port"] = FieldShape.Digits,
        ["remote_addr"] = FieldShape.Word,
        ["realip_remote_addr"] = FieldShape.Word,
        ["server_addr"] = FieldShape.Word,
        ["scheme"] = FieldShape.Word,
        ["request_id"] = FieldShape.Word,
        ["request_method"] = FieldShape.Word,
        ["server_protocol"] = FieldShape.Word,
        ["server_name"] = FieldShape.Word,
        ["pipe"] = FieldShape.Word,
        ["ssl_protocol"] = FieldShape.Word,
        ["ssl_cipher"] = FieldShape.Word,
        ["gzip_ratio"] = FieldShape.Word,
        ["host"] = FieldShape.Host,
        ["request_uri"] = FieldShape.RequestUri,
        ["upstream_addr"] = FieldShape.AddressList,
        ["upstream_status"] = FieldShape.NumberList,
        ["upstream_connect_time"] = FieldShape.NumberList,
        ["upstream_header_time"] = FieldShape.NumberList,
        ["upstream_response_time"] = FieldShape.NumberList,
        ["upstream_queue_time"] = FieldShape.NumberList,
        ["upstream_response_length"] = FieldShape.NumberList,
        ["upstream_bytes_received"] = FieldShape.NumberList,
        ["upstream_bytes_sent"] = FieldShape.NumberList,
    };

    /// <summary>The shape of a variable's values; <see cref="FieldShape.Any"/> where nothing is known.</summary>
    public static FieldShape Of(string variable) => ByName.GetValueOrDefault(variable);

    /// <summary>True when the name is a variable that the shapes know.</summary>
    public static bool IsKnown(string variable) => ByName.ContainsKey(variable);

    /// <summary>How many of the first bytes of a text a value can take at most.</summary>
    public static int Extent(FieldShape shape, AccessLogEscape escape, ReadOnlySpan<byte> text)
    {
        int end = shape switch
        {
            FieldShape.Status => 3,
            FieldShape.LocalTime => AccessLogTime.LocalLength,
            FieldShape.IsoTime => AccessLogTime.IsoLength,
            FieldShape.Word => text.IndexOf((byte)' '),
            FieldShape.Host => text.IndexOfAny(HostEnds),
            FieldShape.Bare => text.IndexOfAny(BareEnds),
            FieldShape.Digits or FieldShape.Seconds => text.IndexOfAnyExcept(NumberBytes),
            FieldShape.NumberList => text.IndexOfAnyExcept(NumberListBytes),
            FieldShape.ForwardedFor => text.IndexOfAnyExcept(AddressBytes),
            _ => -1,
        };
        if (shape == FieldShape.Rest)
        {
            return text.Length;
        }

        ReadOnlySpan<byte> possible = end < 0 || end > text.Length ? text : text[..end];
        int forbidden = escape switch
        {
            AccessLogEscape.Default => possible.IndexOfAny(EscapedByDefault),
            AccessLogEscape.Json => IndexOfUnescapedQuote(possible),
            _ => -1,
        };
        return forbidden < 0 ? possible.Length : forbidden;
    }

    /// <summary>True for the shapes whose values all have the same length: they end only there.</summary>
    public static bool IsFixed(FieldShape shape) => shape is FieldShape.Status or FieldShape.LocalTime or FieldShape.IsoTime;

    /// <summary>True when a text is a value of the shape.</summary>
    public static bool IsValue(FieldShape shape, ReadOnlySpan<byte> value) => shape switch
    {
        FieldShape.Status => value.Length == 3 && IsDigits(value),
        FieldShape.LocalTime => AccessLogTime.TryParseLocal(value, out _),
        FieldShape.IsoTime => AccessLogTime.TryParseIso(value, out _),
        FieldShape.Digits => IsUnset(value) || IsDigits(value),
        FieldShape.Seconds => IsUnset(value) || AccessLogTime.TryParseTicks(value, out _),
        FieldShape.RequestUri => IsUnset(value) || value[0] is (byte)'/' or (byte)'*',
        FieldShape.NumberList => IsList(value, isNumber: true),
        FieldShape.AddressList => IsList(value, isNumber: false),
        FieldShape.ForwardedFor => IsForwardedFor(value),
        _ => true,
    };

    private static bool IsUnset(ReadOnlySpan<byte> value) => value.IsEmpty || value.SequenceEqual("-"u8);

    private static bool IsDigits(ReadOnlySpan<byte> value) => !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool IsList(ReadOnlySpan<byte> list, bool isNumber)
    {
        while (AttemptList.TryTake(ref list, out ReadOnlySpan<byte> item))
        {
            bool fits = isNumber
                ? IsUnset(item) || AccessLogTime.TryParseTicks(item, out _)
                : item.IndexOfAny((byte)' ', (byte)',') < 0;
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    // At least one dot or colon each: a version or a cache state in the same place is no address.
    private static bool IsForwardedFor(ReadOnlySpan<byte> value)
    {
        if (IsUnset(value) || value.SequenceEqual("unknown"u8))
        {
            return true;
        }

        while (!value.IsEmpty)
        {
            int comma = value.IndexOf((byte)',');
            ReadOnlySpan<byte> item = (comma < 0 ? value : value[..comma]).Trim((byte)' ');
            if (item.Count((byte)'.') != 3 && item.Count((byte)':') < 2 && !item.SequenceEqual("unknown"u8))
            {
                return false;
            }

            value = comma < 0 ? [] : value[(comma + 1)..];
        }

        return true;
    }

    private static int IndexOfUnescapedQuote(ReadOnlySpan<byte> text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            int next = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (text[at] == '"')
            {
                return at;
            }

            at++;
        }

        return -1;
    }
}
