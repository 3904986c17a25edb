using System.Text;

namespace Nginx502.Logs;

/// <summary>The zone that PHP writes beside its times (php.ini: <c>date.timezone</c>). Keeps the last that was asked for.</summary>
internal sealed class NamedZone
{
    private byte[] _name = [];
    private TimeZoneInfo? _zone;

    /// <summary>The zone of a name; null when this machine does not know it.</summary>
    public TimeZoneInfo? TryFind(ReadOnlySpan<byte> name)
    {
        if (!name.SequenceEqual(_name))
        {
            _name = name.ToArray();
            _zone = IsName(name) && TimeZoneInfo.TryFindSystemTimeZoneById(Encoding.ASCII.GetString(name), out TimeZoneInfo? zone) ? zone : null;
        }

        return _zone;
    }

    /// <summary>The local time of a wall clock in a zone. An hour that a clock leaves out is the one after.</summary>
    public static DateTime ToLocal(DateTime written, TimeZoneInfo zone)
    {
        DateTime wall = zone.IsInvalidTime(written) ? written.AddHours(1) : written;
        return DateTime.SpecifyKind(wall - zone.GetUtcOffset(wall), DateTimeKind.Utc).ToLocalTime();
    }

    // The name becomes a path below the zones of this machine, and whoever writes the log chooses it.
    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (byte letter in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter is not ((byte)'/' or (byte)'_' or (byte)'+' or (byte)'-'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter((char)name[0]) && !name.EndsWith("/"u8);
    }
}
