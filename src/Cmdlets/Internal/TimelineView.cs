using System.ComponentModel;
using System.Globalization;

namespace Nginx502.Internal;

/// <summary>Short texts of a timeline's events for views. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TimelineView
{
    private const int SubjectWidth = 48;

    // The time and the kind, each with the blank behind it.
    private const int OtherColumns = 27;

    /// <summary>The day, which heads the events of it.</summary>
    public static string Day(object? found) => Moment(found, "Time", "yyyy-MM-dd");

    /// <summary>The time of day, behind a tilde when it is a conclusion.</summary>
    public static string Clock(object? found) => (new ViewObject(found).Value("IsTimeExact") is false ? "~" : " ") + Moment(found, "Time", "HH:mm:ss");

    /// <summary>The subject, how many and until when, and what is known, broken between words: pwsh does so in some languages only.</summary>
    /// <param name="found">The event.</param>
    /// <param name="width">The columns of a line.</param>
    public static string What(object? found, int width)
    {
        var view = new ViewObject(found);
        string text = view.Text("Text");
        string count = Count(found);
        var lines = new List<string>();
        Paragraph.Append(
            lines, string.Empty, 0, ViewText.Place(view.Text("Subject"), SubjectWidth) + (count.Length > 0 ? " " + count : string.Empty) + (text.Length > 0 ? ": " + text : string.Empty), width - OtherColumns);
        return string.Join('\n', lines);
    }

    /// <summary>How many and until when; empty for a single one.</summary>
    public static string Count(object? found)
    {
        var view = new ViewObject(found);
        string count = view.Text("Count") is { Length: > 0 } number && number != "1" ? number + " times" : string.Empty;
        string until = view.Value("Until") is DateTime end && !(count.Length == 0 && Moment(found, "Until", "yyyy-MM-dd HH:mm:ss") == Moment(found, "Time", "yyyy-MM-dd HH:mm:ss")) ? "until " + end.ToString(Day(found) == Moment(found, "Until", "yyyy-MM-dd") ? "HH:mm:ss" : "MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : string.Empty;
        return string.Join(' ', new[] { count, until }.Where(part => part.Length > 0));
    }

    /// <summary>red, yellow or nothing: what hurts, and what is to be looked at.</summary>
    public static string Weight(object? found) => new ViewObject(found).Text("Kind") switch
    {
        "ErrorBurst" or "OomKill" or "WorkerCrash" or "UnitFailed" or "NginxFailed" or "FpmFailed" => "bad",
        "PoolExhausted" or "Reboot" or "Shutdown" or "NginxStopped" or "FpmStopped" or "UnitStopped" => "odd",
        _ => string.Empty,
    };

    private static string Moment(object? found, string name, string format) =>
        new ViewObject(found).Value(name) is DateTime time ? time.ToString(format, CultureInfo.InvariantCulture) : string.Empty;
}
