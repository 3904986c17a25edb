using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>From when to when something did not run, for people: with the date where it was not today.</summary>
internal static class OutageTime
{
    /// <summary>It: <c>from 03:00:00 to 03:10:00</c>.</summary>
    /// <param name="now">When it was looked at.</param>
    /// <param name="from">Its beginning.</param>
    /// <param name="to">Its end.</param>
    public static string Text(DateTime now, DateTime from, DateTime to)
    {
        string begin = from.ToString(from.Date == now.Date ? "HH:mm:ss" : "MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string end = to.ToString(to.Date == from.Date ? "HH:mm:ss" : "MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"from {begin} to {end}";
    }
}
