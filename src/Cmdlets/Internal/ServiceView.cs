using System.ComponentModel;
using System.Globalization;

namespace Nginx502.Internal;

/// <summary>How a service is shown: a line, and below what is to be known and done. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ServiceView
{
    private const int Indent = 7;
    private const int NameWidth = 15;
    private const int StateWidth = 25;

    // The mark, and a column that terminals keep.
    private const int MarkWidth = 6;

    /// <summary>FAIL, WARN, NOTE or OK; OFF for what was stopped on purpose.</summary>
    public static string Mark(object? service)
    {
        var view = new ViewObject(service);
        return view.Text("Severity") switch
        {
            "Critical" or "Error" => "FAIL",
            "Warning" => "WARN",
            _ when view.Flag("IsStoppedOnPurpose") => "OFF",
            "Note" => "NOTE",
            _ => "OK",
        };
    }

    /// <summary>What stands behind the mark: the name, the state, since when, who manages it, the master.</summary>
    public static string Line(object? service, int width)
    {
        var view = new ViewObject(service);
        string line = $"{view.Text("Name"),-NameWidth} {State(service),-StateWidth} {Since(service),-5} {Manager(service)} {view.Text("ProcessId")}".TrimEnd();
        return line.Length <= width - MarkWidth ? line : line[..(width - MarkWidth - 1)] + "…";
    }

    /// <summary>What is to be known and done; a remedy unless <paramref name="withAll"/> asks for all.</summary>
    public static string Details(object? service, int width, bool withAll)
    {
        var view = new ViewObject(service);
        var lines = new List<string>();
        if (view.Text("Explanation") is { Length: > 0 } explanation)
        {
            Paragraph.Append(lines, string.Empty, Indent, explanation, width);
        }

        RemedyLines.Append(lines, view, Indent, width, withAll);
        return string.Join('\n', lines);
    }

    /// <summary>The state with the manager's own word: <c>failed (exit-code)</c>.</summary>
    public static string State(object? service)
    {
        var view = new ViewObject(service);
        string state = view.Text("State").ToLowerInvariant();
        string word = state == "failed" ? view.Text("Result") : view.Text("SubState");
        return word.Length == 0 || word == state ? state : $"{state} ({word})";
    }

    /// <summary>The manager, and whether it is started at boot.</summary>
    public static string Manager(object? service)
    {
        var view = new ViewObject(service);
        string file = view.Text("UnitFileState");
        string manager = view.Text("Manager") == "None" ? "no manager" : view.Text("Manager").ToLowerInvariant();
        return file.Length == 0 ? manager : $"{manager}, {file}";
    }

    // The time of today, the day of an earlier one.
    private static string Since(object? service) => new ViewObject(service).Value("Since") is DateTime since
        ? since.ToString(since.Date == (new ViewObject(service).Value("Time") as DateTime?)?.Date ? "HH:mm" : "MM-dd", CultureInfo.InvariantCulture)
        : string.Empty;
}
