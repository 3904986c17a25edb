namespace Nginx502.Logs;

/// <summary>What stands before the message of a line: see <see cref="FpmLogForm"/>.</summary>
internal ref struct FpmLogHead
{
    /// <summary>The form of the line.</summary>
    public FpmLogForm Form { get; private set; }

    /// <summary>The time as written; null when the line has none of its own.</summary>
    public DateTime? Written { get; private set; }

    /// <summary>The zone of the time; empty when it is the writer's local one.</summary>
    public ReadOnlySpan<byte> Zone { get; private set; }

    /// <summary>The level, where the form has one.</summary>
    public FpmLogLevel Level { get; private set; }

    /// <summary>True when a record begins with the line, be it one that is damaged behind its time.</summary>
    public readonly bool IsRecord => Form != FpmLogForm.Unknown || Written != null;

    /// <summary>Where the rest of the line begins.</summary>
    public int Length { get; private set; }

    /// <summary>Reads what a line begins with.</summary>
    public static FpmLogHead Read(ReadOnlySpan<byte> line)
    {
        var head = new FpmLogHead();
        if (line.IsEmpty)
        {
            return head;
        }

        if (FpmLogTime.TryRead(line, out DateTime written, out ReadOnlySpan<byte> zone, out int length))
        {
            head.Written = written;
            head.Zone = zone;
            head.ReadAfterTime(line, length);
        }
        else if (!head.ReadBracketedLevel(line) && !head.ReadLevel(line, 0))
        {
            head.Form = FpmPhpText.IsMessage(line) ? FpmLogForm.Php : IsAccessLog(line) ? FpmLogForm.AccessLog : FpmLogForm.Unknown;
            head.Level = FpmPhpText.LevelOf(line);
        }

        return head;
    }

    /// <summary>Reads <c>LEVEL: </c> at a place of a text; false when there is none.</summary>
    public static bool TryReadLevel(ReadOnlySpan<byte> text, out FpmLogLevel level, out int length)
    {
        if (TryReadLevelName(text, out level, out length) && text[length..].StartsWith(": "u8))
        {
            length += 2;
            return true;
        }

        length = 0;
        return false;
    }

    /// <summary>The length of <c>pid 7, function(), line 7: </c> at a place of a text, which log level debug adds; 0 when it is not there.</summary>
    public static int OriginLength(ReadOnlySpan<byte> text)
    {
        const int longest = 200;
        int call = text[..Math.Min(text.Length, longest)].IndexOf("(), line "u8);
        if (call < 0)
        {
            return 0;
        }

        ReadOnlySpan<byte> number = text[(call + "(), line ".Length)..];
        int digits = number.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        ReadOnlySpan<byte> name = text[..call];
        if (name.StartsWith("pid "u8) && name.IndexOf(", "u8) is int comma and >= 0)
        {
            name = name[(comma + 2)..];
        }

        bool isName = !name.IsEmpty && !name.ContainsAny(" '\":"u8);
        return isName && digits > 0 && number[digits..].StartsWith(": "u8) ? text.Length - number.Length + digits + 2 : 0;
    }

    private static bool TryReadLevelName(ReadOnlySpan<byte> text, out FpmLogLevel level, out int length)
    {
        (level, length) = text.StartsWith("NOTICE"u8) ? (FpmLogLevel.Notice, 6)
            : text.StartsWith("WARNING"u8) ? (FpmLogLevel.Warning, 7)
            : text.StartsWith("ERROR"u8) ? (FpmLogLevel.Error, 5)
            : text.StartsWith("ALERT"u8) ? (FpmLogLevel.Alert, 5)
            : text.StartsWith("DEBUG"u8) ? (FpmLogLevel.Debug, 5)
            : (FpmLogLevel.Debug, 0);
        return length > 0;
    }

    // 127.0.0.1 -  23/Nov/2026:03:55:13 +0000 "GET /index.php" 200 (fpm_conf.c: access.format's default)
    private static bool IsAccessLog(ReadOnlySpan<byte> line)
    {
        const int longestStart = 200;
        ReadOnlySpan<byte> start = line[..Math.Min(line.Length, longestStart)];
        int client = start.IndexOf(" - "u8);
        int day = start.IndexOf((byte)'/');
        return client > 0 && day > client + 4 && start.Length > day + 21 && start[day + 4] == '/' && start[day + 9] == ':'
            && FpmLogTime.MonthOf(start.Slice(day + 1, 3)) > 0;
    }

    private void ReadAfterTime(ReadOnlySpan<byte> line, int length)
    {
        ReadOnlySpan<byte> rest = line[length..];
        if (rest.StartsWith(" [pool "u8))
        {
            // The same is a WARNING in the error log.
            Form = FpmLogForm.SlowLog;
            Level = FpmLogLevel.Warning;
            Length = length + 1;
        }
        else if (!ReadLevel(line, length) && (!Zone.IsEmpty || FpmPhpText.IsMessage(rest)))
        {
            Form = FpmLogForm.Php;
            Level = FpmPhpText.LevelOf(rest);
            Length = length;
        }
    }

    private bool ReadLevel(ReadOnlySpan<byte> line, int at)
    {
        if (!TryReadLevel(line[at..], out FpmLogLevel level, out int length))
        {
            return false;
        }

        SetMessage(line, level, at + length);
        return true;
    }

    private bool ReadBracketedLevel(ReadOnlySpan<byte> line)
    {
        if (line[0] != '[' || !TryReadLevelName(line[1..], out FpmLogLevel level, out int length) || !line[(1 + length)..].StartsWith("] "u8))
        {
            return false;
        }

        SetMessage(line, level, 1 + length + 2);
        return true;
    }

    private void SetMessage(ReadOnlySpan<byte> line, FpmLogLevel level, int length)
    {
        Form = FpmLogForm.Message;
        Level = level;
        Length = length + OriginLength(line[length..]);
    }
}
