using System.ComponentModel;
using System.Globalization;

namespace Nginx502.Internal;

/// <summary>How a test of a socket is shown: one line when all is well, else the ladder up to the rung that failed, why, and what mends it. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SocketView
{
    private const int Indent = 9;
    private const int RungIndent = 20;

    /// <summary>OK, WARN, FAIL or ????, in columns of their own.</summary>
    public static string Mark(object? result)
    {
        var view = new ViewObject(result);
        return view.Text("FailedRung").Length > 0 ? "FAIL" : !view.Flag("Passed") ? "????" : view.List("Warnings").Any() ? "WARN" : "OK";
    }

    /// <summary>The status of a rung in a few columns.</summary>
    public static string RungMark(object? status) => status?.ToString() switch
    {
        "Passed" => "ok",
        "Failed" => "FAIL",
        "NotSeen" => "?",
        "NotApplicable" => "n/a",
        _ => "-",
    };

    /// <summary>The first line: the endpoint, who asks, who listens, and how it went.</summary>
    public static string Headline(object? result)
    {
        var view = new ViewObject(result);
        string user = view.Text("AsUser") is { Length: > 0 } name ? $" as {name}" : string.Empty;
        string pool = view.Text("Pool") is { Length: > 0 } known ? $" -> pool {known}" : string.Empty;
        string[] figures = [Latency(result), Queue(result)];
        string how = string.Join(", ", figures.Where(figure => view.Flag("Passed") && figure.Length > 0));
        return $"{view.Text("Endpoint")}{user}{pool}{(how.Length > 0 ? $"  {how}" : string.Empty)}";
    }

    /// <summary>Everything below the first line.</summary>
    /// <param name="result">The result.</param>
    /// <param name="width">The columns of a line.</param>
    /// <param name="withAll">True for every rung and remedy; false for what matters at a glance.</param>
    public static string Details(object? result, int width, bool withAll)
    {
        var lines = new List<string>();
        var view = new ViewObject(result);
        if (withAll || !view.Flag("Passed"))
        {
            AppendRungs(lines, view, width, withAll);
        }

        if (view.Text("Explanation") is { Length: > 0 } why)
        {
            Paragraph.Append(lines, "  why", Indent, why, width);
        }

        foreach (ViewObject remedy in view.List("Remedies").Take(withAll ? int.MaxValue : 1))
        {
            Paragraph.Append(lines, "  mend", Indent, remedy.Text("Description"), width);
            if (remedy.Text("Command") is { Length: > 0 } command)
            {
                Paragraph.AppendCommand(lines, Indent, command, width);
            }
        }

        foreach (ViewObject warning in view.List("Warnings"))
        {
            Paragraph.Append(lines, "  WARN", Indent, warning.ToString(), width);
        }

        foreach (ViewObject gap in withAll ? view.List("NotSeen") : [])
        {
            Paragraph.Append(lines, "  unseen", Indent, $"{gap.Text("What")}: {gap.Text("Reason")}. {gap.Text("Remedy")}", width);
        }

        return string.Join('\n', lines);
    }

    /// <summary>The latency in milliseconds; empty without an answer.</summary>
    public static string Latency(object? result) =>
        TimeSpan.TryParse(new ViewObject(result).Text("Latency"), CultureInfo.InvariantCulture, out TimeSpan latency)
            ? latency.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ms"
            : string.Empty;

    /// <summary>The queue: <c>queue 3/511</c>; empty when it was not seen.</summary>
    public static string Queue(object? result)
    {
        var view = new ViewObject(result);
        return view.Text("QueueLimit") is { Length: > 0 } limit ? $"queue {view.Text("Queued")}/{limit}" : string.Empty;
    }

    private static void AppendRungs(List<string> lines, ViewObject view, int width, bool withAll)
    {
        foreach (ViewObject rung in view.List("Rungs").Where(rung => withAll || rung.Text("Status") is not ("NotReached" or "NotApplicable")))
        {
            Paragraph.Append(lines, $"  {RungMark(rung.Text("Status")),-5}{rung.Text("Rung")}", RungIndent, rung.Text("Detail"), width);
        }

        string[] above = [.. view.List("Rungs").Where(rung => !withAll && rung.Text("Status") == "NotReached").Select(rung => rung.Text("Rung"))];
        if (above.Length > 0)
        {
            Paragraph.Append(lines, "  -", "  -    ".Length, $"{string.Join(", ", above)} not reached", width);
        }
    }
}
