using System.ComponentModel;
using System.Globalization;

namespace Nginx502.Internal;

/// <summary>How a resource is shown: a line each, and below one that is short what it means and what mends it. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ResourceView
{
    private const int Indent = 7;
    private const int KindWidth = 18;
    private const int AmountWidth = 23;

    // Mark, share and the blanks between columns.
    private const int OtherWidth = 4 + 1 + 1 + 6 + 2 + 2;

    private static readonly string[] Units = ["B", "K", "M", "G", "T", "P"];

    /// <summary>FULL, WARN, NOTE, OK, or a question mark for what was not seen.</summary>
    public static string Mark(object? state) => state?.ToString() switch
    {
        "Exhausted" => "FULL",
        "Warning" => "WARN",
        "Note" => "NOTE",
        "NotSeen" => "?",
        _ => "OK",
    };

    /// <summary>What stands behind the mark: the resource, its share, used of limit, whose it is.</summary>
    public static string Line(object? resource, int width)
    {
        var view = new ViewObject(resource);
        string subject = ViewText.Place(view.Text("Subject"), Math.Max(KindWidth, width - OtherWidth - KindWidth - AmountWidth));
        return $"{view.Text("Resource"),-KindWidth} {Share(view.Text("Share")),6}  {Amount(resource),-AmountWidth}  {subject}".TrimEnd();
    }

    /// <summary>What it means and what mends it; a remedy unless <paramref name="withAll"/> asks for all.</summary>
    public static string Details(object? resource, int width, bool withAll)
    {
        var view = new ViewObject(resource);
        var lines = new List<string>();
        Paragraph.Append(lines, string.Empty, Indent, view.Text("Explanation"), width);
        RemedyLines.Append(lines, view, Indent, width, withAll);
        return string.Join('\n', lines);
    }

    /// <summary>Used, and of how much.</summary>
    public static string Amount(object? resource)
    {
        var view = new ViewObject(resource);
        string unit = view.Text("Unit");
        string used = view.Text("Used");
        if (used.Length == 0 || unit.Length == 0)
        {
            return unit == "mounts" ? "read-only" : string.Empty;
        }

        string limit = view.Text("Limit");
        return limit.Length == 0 ? Number(used, unit) : $"{Number(used, unit)} of {Number(limit, unit)}";
    }

    /// <summary>A share as a percentage; empty for none.</summary>
    public static string Share(string share) => double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        ? (value * 100).ToString("0", CultureInfo.InvariantCulture) + " %"
        : string.Empty;

    private static string Number(string text, string unit)
    {
        const double step = 1024;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            return text;
        }

        if (unit != "bytes")
        {
            return value.ToString("0.##", CultureInfo.InvariantCulture);
        }

        int at = 0;
        while (value >= step && at < Units.Length - 1)
        {
            value /= step;
            at++;
        }

        return value.ToString(value < 10 && at > 0 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + Units[at];
    }
}
