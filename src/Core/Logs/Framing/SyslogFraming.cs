namespace Nginx502.Logs;

/// <summary>
/// Syslog as it is sent and as it is stored: RFC 3164 with and without priority and host (nginx: src/core/ngx_syslog.c,
/// <c>nohostname</c>), RFC 5424, and the RFC 3339 times that rsyslog writes since Debian 12,
/// with <c>app[web.1]: </c> alone behind them on Heroku.
/// </summary>
internal static class SyslogFraming
{
    /// <summary>Removes the header; false when there is none.</summary>
    public static bool TryRemove(ref ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = line[PriorityLength(line)..];
        bool hasPriority = rest.Length != line.Length;
        if (!TryRemoveRfc5424(ref rest) && !TryRemoveRfc3164(ref rest) && !TryRemoveRfc3339(ref rest))
        {
            // A priority alone is taken off too: what follows may be another wrapping, or the message.
            if (!hasPriority)
            {
                return false;
            }
        }

        line = rest;
        return true;
    }

    private static int PriorityLength(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("<"u8))
        {
            return 0;
        }

        int digits = line[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits is >= 1 and <= 3 && line[1 + digits] == '>' ? digits + 2 : 0;
    }

    private static bool TryRemoveRfc3164(ref ReadOnlySpan<byte> line)
    {
        int time = FramingTime.Rfc3164(line);
        if (time == 0)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = line[time..];
        if (!SyslogTag.TryRemoveHostAndTag(ref rest) && !SyslogTag.TryRemoveTag(ref rest))
        {
            return false;
        }

        line = rest;
        return true;
    }

    private static bool TryRemoveRfc3339(ref ReadOnlySpan<byte> line)
    {
        int time = FramingTime.Rfc3339(line);
        if (time == 0)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = line[time..];
        if (!SyslogTag.TryRemoveHostAndTag(ref rest) && !SyslogTag.TryRemoveTagWithProcess(ref rest))
        {
            return false;
        }

        line = rest;
        return true;
    }

    // 1 SP TIMESTAMP SP HOSTNAME SP APP-NAME SP PROCID SP MSGID SP STRUCTURED-DATA [SP MSG]
    private static bool TryRemoveRfc5424(ref ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("1 "u8))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = line[2..];
        int time = rest.StartsWith("- "u8) ? 1 : FramingTime.Rfc3339(rest);
        if (time == 0)
        {
            return false;
        }

        rest = rest[time..];
        for (int field = 0; field < 4; field++)
        {
            if (rest.IsEmpty || rest[0] != ' ')
            {
                return false;
            }

            int end = rest[1..].IndexOf((byte)' ');
            if (end <= 0)
            {
                return false;
            }

            rest = rest[(1 + end)..];
        }

        int data = StructuredDataLength(rest[1..]);
        if (data == 0)
        {
            return false;
        }

        rest = rest[(1 + data)..];
        line = rest.StartsWith(" "u8) ? rest[1..] : rest;
        return true;
    }

    // "-" or [id name="value" …][…], where a value escapes quote, backslash and bracket with a backslash.
    private static int StructuredDataLength(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("-"u8))
        {
            return 1;
        }

        int length = 0;
        while (length < line.Length && line[length] == '[')
        {
            bool isQuoted = false;
            int i = length + 1;
            for (; i < line.Length; i++)
            {
                if (isQuoted && line[i] == '\\')
                {
                    i++;
                }
                else if (line[i] == '"')
                {
                    isQuoted = !isQuoted;
                }
                else if (line[i] == ']' && !isQuoted)
                {
                    break;
                }
            }

            if (i >= line.Length)
            {
                return 0;
            }

            length = i + 1;
        }

        return length;
    }
}
