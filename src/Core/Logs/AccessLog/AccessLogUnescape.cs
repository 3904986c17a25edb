namespace Nginx502.Logs;

/// <summary>Undoes what nginx does to the values of variables (nginx: ngx_http_log_escape, ngx_escape_json).</summary>
internal static class AccessLogUnescape
{
    /// <summary>The bytes that were escaped; the text itself when it holds no backslash or nothing was escaped.</summary>
    public static ReadOnlySpan<byte> Decode(AccessLogEscape escape, ReadOnlySpan<byte> text)
    {
        if (escape == AccessLogEscape.None || !text.Contains((byte)'\\'))
        {
            return text;
        }

        // A \uHHHH of six bytes is at most three in UTF-8: what is undone is never longer.
        byte[] room = new byte[text.Length];
        int written = 0;
        while (!text.IsEmpty)
        {
            int consumed = text[0] == '\\' ? Undo(escape, text, room.AsSpan(written), out int bytes) : TakePlain(text, room.AsSpan(written), out bytes);
            written += bytes;
            text = text[consumed..];
        }

        return room.AsSpan(0, written);
    }

    private static int TakePlain(ReadOnlySpan<byte> text, Span<byte> room, out int written)
    {
        int plain = text.IndexOf((byte)'\\');
        written = plain < 0 ? text.Length : plain;
        text[..written].CopyTo(room);
        return written;
    }

    // \xHH cannot occur in JSON, where the backslash itself is escaped: it is undone there too, since logs in the shape of
    // JSON are often written without escape=json.
    private static int Undo(AccessLogEscape escape, ReadOnlySpan<byte> text, Span<byte> room, out int written)
    {
        written = 1;
        if (text.Length >= 4 && text[1] == 'x' && Hex(text.Slice(2, 2)) is int code and >= 0)
        {
            room[0] = (byte)code;
            return 4;
        }

        if (escape == AccessLogEscape.Json && text.Length >= 2)
        {
            int letter = text[1] switch
            {
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'"' or (byte)'\\' or (byte)'/' => text[1],
                _ => -1,
            };
            if (letter >= 0)
            {
                room[0] = (byte)letter;
                return 2;
            }

            // nginx writes \u00HH only, for bytes below 0x20.
            if (text.Length >= 6 && text[1] == 'u' && text[2] == '0' && text[3] == '0' && Hex(text.Slice(4, 2)) is int low and >= 0 and < 0x80)
            {
                room[0] = (byte)low;
                return 6;
            }
        }

        room[0] = (byte)'\\';
        return 1;
    }

    private static int Hex(ReadOnlySpan<byte> digits)
    {
        int high = Digit(digits[0]);
        int low = Digit(digits[1]);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;

        static int Digit(byte digit) => digit switch
        {
            >= (byte)'0' and <= (byte)'9' => digit - '0',
            >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
            >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
            _ => -1,
        };
    }
}
