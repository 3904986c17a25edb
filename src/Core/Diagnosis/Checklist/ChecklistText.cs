using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>What the items of several checks are made with.</summary>
internal static class ChecklistText
{
    private const int NamedOnes = 3;
    private const int SecondsOfMinute = 60;
    private const int SecondsOfHour = 3600;

    /// <summary>The status of what is as bad as that: a note passes.</summary>
    public static ChecklistStatus StatusOf(Severity? severity) => severity switch
    {
        null or Severity.Note => ChecklistStatus.Passed,
        Severity.Warning => ChecklistStatus.Warning,
        _ => ChecklistStatus.Failed,
    };

    /// <summary>A few of several, and how many more there are.</summary>
    public static string Few(IEnumerable<string> several)
    {
        string[] all = [.. several.Distinct(StringComparer.Ordinal)];
        return string.Join(", ", all.Take(NamedOnes)) + (all.Length > NamedOnes ? string.Create(CultureInfo.InvariantCulture, $" and {all.Length - NamedOnes} more") : string.Empty);
    }

    /// <summary>A moment of the day of another, else with its date.</summary>
    public static string Moment(DateTime time, DateTime now) => time.ToString(time.Date == now.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How long ago it was: <c>4 s ago</c>, <c>12 min ago</c>; the moment when that is longer than an hour.</summary>
    public static string Ago(DateTime time, DateTime now)
    {
        double seconds = Math.Max(0, (now - time).TotalSeconds);
        return seconds switch
        {
            < SecondsOfMinute => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s ago"),
            < SecondsOfHour => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / SecondsOfMinute):0} min ago"),
            _ => "at " + Moment(time, now),
        };
    }
}
