namespace Nginx502.Logs;

/// <summary>
/// A message inside a JSON object on one line: Docker's <c>json-file</c> (<c>log</c>), <c>journalctl -o json</c> (<c>MESSAGE</c>, as
/// text or as an array of bytes when it is not UTF-8), and what log shippers write (<c>message</c>, <c>msg</c>, <c>textPayload</c>, GELF's <c>short_message</c>).
/// A line that was cut is read as far as it goes.
/// </summary>
internal static class JsonFraming
{
    private const byte Quote = (byte)'"';

    /// <summary>Takes the message out; false when the line is no object or has none.</summary>
    public static bool TryRemove(ref ReadOnlySpan<byte> line, scoped ref byte[]? scratch)
    {
        if (!line.StartsWith("{"u8))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = SkipSpace(line[1..]);
        while (!rest.IsEmpty && rest[0] == Quote)
        {
            ReadOnlySpan<byte> key = TakeString(ref rest);
            rest = SkipSpace(rest);
            if (rest.IsEmpty || rest[0] != ':')
            {
                return false;
            }

            rest = SkipSpace(rest[1..]);
            if (IsMessage(key) && !rest.IsEmpty)
            {
                if (rest[0] == Quote)
                {
                    line = Unescape(TakeString(ref rest), ref scratch).TrimEnd("\r\n"u8);
                    return true;
                }

                if (rest[0] == '[' && TryReadBytes(rest[1..], ref scratch, out ReadOnlySpan<byte> bytes))
                {
                    line = bytes.TrimEnd("\r\n"u8);
                    return true;
                }
            }

            SkipValue(ref rest);
            rest = SkipSpace(rest);
            if (rest.IsEmpty || rest[0] != ',')
            {
                return false;
            }

            rest = SkipSpace(rest[1..]);
        }

        return false;
    }

    private static bool IsMessage(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("log"u8) || key.SequenceEqual("MESSAGE"u8) || key.SequenceEqual("message"u8)
        || key.SequenceEqual("msg"u8) || key.SequenceEqual("textPayload"u8)
        || key.SequenceEqual("short_message"u8);

    private static ReadOnlySpan<byte> SkipSpace(ReadOnlySpan<byte> json) => json.TrimStart(" \t"u8);

    // The inside of the string that the text begins with, escapes as they are; all of the rest when it does not end.
    private static ReadOnlySpan<byte> TakeString(scoped ref ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> inside = json[1..];
        int end = 0;
        while (end < inside.Length)
        {
            int next = inside[end..].IndexOfAny(Quote, (byte)'\\');
            if (next < 0)
            {
                break;
            }

            end += next;
            if (inside[end] == Quote)
            {
                json = inside[(end + 1)..];
                return inside[..end];
            }

            end += 2;
        }

        json = [];
        return inside;
    }

    private static void SkipValue(ref ReadOnlySpan<byte> json)
    {
        int depth = 0;
        while (!json.IsEmpty)
        {
            switch (json[0])
            {
                case Quote:
                    TakeString(ref json);
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']' when depth > 0:
                    depth--;
                    break;
                case (byte)'}' or (byte)']' or (byte)',' when depth == 0:
                    return;
            }

            json = json[1..];
        }
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text, scoped ref byte[]? scratch)
    {
        if (!text.Contains((byte)'\\'))
        {
            return text;
        }

        byte[] room = RoomFor(text, ref scratch);
        int written = 0;
        while (!text.IsEmpty)
        {
            int plain = text.IndexOf((byte)'\\');
            plain = plain < 0 ? text.Length : plain;
            text[..plain].CopyTo(room.AsSpan(written));
            written += plain;
            text = text[plain..];
            if (!text.IsEmpty)
            {
                text = text[JsonEscape.Decode(text, room.AsSpan(written), out int bytes)..];
                written += bytes;
            }
        }

        return room.AsSpan(0, written);
    }

    private static bool TryReadBytes(scoped ReadOnlySpan<byte> json, scoped ref byte[]? scratch, out ReadOnlySpan<byte> bytes)
    {
        bytes = [];
        byte[] room = RoomFor(json, ref scratch);
        int written = 0;
        int value = -1;
        foreach (byte letter in json)
        {
            switch (letter)
            {
                case >= (byte)'0' and <= (byte)'9':
                    value = (Math.Max(value, 0) * 10) + letter - '0';
                    if (value > byte.MaxValue)
                    {
                        return false;
                    }

                    break;
                case (byte)',' or (byte)']':
                    if (value >= 0)
                    {
                        room[written++] = (byte)value;
                        value = -1;
                    }

                    if (letter == ']')
                    {
                        bytes = room.AsSpan(0, written);
                        return true;
                    }

                    break;
                case (byte)' ':
                    break;
                default:
                    return false;
            }
        }

        // Cut: the last number may lack digits, and is left out.
        bytes = room.AsSpan(0, written);
        return written > 0;
    }

    // Undoing escapes never makes text longer. Text that lies in the room already (JSON within JSON) gets another one.
    private static byte[] RoomFor(scoped ReadOnlySpan<byte> text, scoped ref byte[]? scratch)
    {
        if (scratch is null || scratch.Length < text.Length || text.Overlaps(scratch))
        {
            scratch = new byte[Math.Max(text.Length, 4096)];
        }

        return scratch;
    }
}
