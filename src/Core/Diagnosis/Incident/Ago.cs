using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>How long ago something was, for people: near times by how long, others by date.</summary>
internal static class Ago
{
    private const int NearSeconds = 120;
    private const int NearMinutes = 100;

    /// <summary>It.</summary>
    /// <param name="now">When it was looked at.</param>
    /// <param name="time">When it was; null when that is not known.</param>
    public static string Text(DateTime now, DateTime? time)
    {
        if (time is not { } moment)
        {
            return "at an unknown time";
        }

        TimeSpan past = now - moment;
        return past.TotalSeconds < NearSeconds ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)past.TotalSeconds)} s ago")
            : past.TotalMinutes < NearMinutes ? string.Create(CultureInfo.InvariantCulture, $"{(int)past.TotalMinutes} min ago")
            : string.Create(CultureInfo.InvariantCulture, $"at {moment:MM-dd HH:mm}");
    }
}
