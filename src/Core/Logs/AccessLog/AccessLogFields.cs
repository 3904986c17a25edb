namespace Nginx502.Logs;

/// <summary>What is read of a line before an entry is made of it: its time and its status.</summary>
internal static class AccessLogFields
{
    /// <summary>The time that a line says, UTC: the finest there is; null when the format has none.</summary>
    public static DateTime? Time(AccessLogFormat format, ReadOnlySpan<byte> line, ReadOnlySpan<int> ends)
    {
        if (format.UnixTimeIndex is int msec and >= 0 && AccessLogTime.TryParseUnix(format.Field(line, ends, msec), out DateTime utc))
        {
            return utc;
        }

        if (format.IsoTimeIndex is int iso and >= 0 && AccessLogTime.TryParseIso(format.Field(line, ends, iso), out utc))
        {
            return utc;
        }

        return format.LocalTimeIndex is int local and >= 0 && AccessLogTime.TryParseLocal(format.Field(line, ends, local), out utc) ? utc : null;
    }

    /// <summary>The status that a line says; null when the format has none.</summary>
    public static int? Status(AccessLogFormat format, ReadOnlySpan<byte> line, ReadOnlySpan<int> ends)
    {
        int index = format.StatusIndex;
        ReadOnlySpan<byte> digits = index < 0 ? default : format.Field(line, ends, index);
        return FieldShapes.IsValue(FieldShape.Status, digits)
            ? ((digits[0] - '0') * 100) + ((digits[1] - '0') * 10) + digits[2] - '0'
            : null;
    }
}
