using System.Collections;
using System.ComponentModel;
using System.Globalization;

namespace Nginx502.Internal;

/// <summary>How a measurement of memory is shown. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MemoryView
{
    /// <summary>A size in few columns; a dash where there is none.</summary>
    public static string Size(object? bytes) => Unwrap(bytes) is { } value && TryNumber(value, out double number) ? MemoryText.Of(number) : "-";

    /// <summary>What one worker takes of its own, at its peak: what 95 of 100 never exceeded.</summary>
    public static string Worker(object? measurement)
    {
        var view = new ViewObject(measurement);
        return view.Text("WorkerCount") is "0" or "" ? "-" : Size(view.Object("Peak").Text("Percentile95"));
    }

    /// <summary>What is to be set, beside what is: <c>5 -> 12</c>.</summary>
    public static string Children(object? measurement)
    {
        var view = new ViewObject(measurement);
        string now = view.Text("MaxChildren");
        return view.Text("RecommendedMaxChildren") is { Length: > 0 } then ? $"{now} -> {then}{(view.Flag("IsUncertain") ? "?" : string.Empty)}" : $"{now} -> ?";
    }

    /// <summary>Why, in few words: what is to be known first, else what limits it.</summary>
    public static string Why(object? measurement)
    {
        var view = new ViewObject(measurement);
        string[] kinds = [.. view.List("Remarks").Select(remark => remark.Text("Kind"))];
        return kinds.Length > 0 ? string.Join(", ", kinds) : $"fits {view.Text("LimitedBy")}";
    }

    /// <summary>Average, 95 of 100, and the largest.</summary>
    public static string Statistics(object? statistics)
    {
        var view = new ViewObject(statistics);
        return $"{Size(view.Text("Average"))} average, {Size(view.Text("Percentile95"))} p95, {Size(view.Text("Maximum"))} maximum";
    }

    /// <summary>What stands in the configuration when the recommendation is taken, a line each.</summary>
    public static string Settings(object? measurement)
    {
        var view = new ViewObject(measurement);
        (string Name, string Property)[] settings =
        [
            ("pm.max_children", "RecommendedMaxChildren"), ("pm.start_servers", "RecommendedStartServers"),
            ("pm.min_spare_servers", "RecommendedMinSpareServers"), ("pm.max_spare_servers", "RecommendedMaxSpareServers"),
        ];
        string lines = string.Join('\n', settings.Where(setting => view.Text(setting.Property).Length > 0).Select(setting => $"{setting.Name} = {view.Text(setting.Property)}"));
        return lines.Length == 0 ? "nothing: it was not measured" : lines;
    }

    /// <summary>Texts in lines of a width, each text on a line of its own, what goes on being indented.</summary>
    public static string Paragraphs(IEnumerable? texts, int width)
    {
        var lines = new List<string>();
        foreach (object? text in texts ?? Array.Empty<object>())
        {
            var part = new List<string>();
            Paragraph.Append(part, string.Empty, 2, new ViewObject(text).ToString(), width);
            lines.AddRange(part.Select((line, index) => index == 0 ? line.TrimStart() : line));
        }

        return string.Join('\n', lines);
    }

    /// <summary>What is to be known, with what to do.</summary>
    public static string Remarks(IEnumerable? remarks, int width) =>
        Paragraphs((remarks ?? Array.Empty<object>()).Cast<object?>().Select(remark => new ViewObject(remark)).Select(remark => $"{remark.Text("Kind")}: {remark.Text("Text")} {remark.Text("Remedy")}"), width);

    private static object? Unwrap(object? value) => value is System.Management.Automation.PSObject wrapper ? wrapper.BaseObject : value;

    private static bool TryNumber(object value, out double number) =>
        double.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
