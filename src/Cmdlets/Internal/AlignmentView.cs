using System.ComponentModel;

namespace Nginx502.Internal;

/// <summary>How an alignment is shown: what leads where, then each mismatch with both places and what mends it. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AlignmentView
{
    private const int Indent = 9;

    /// <summary>OK, NOTE, WARN, FAIL or RISK, in columns of their own.</summary>
    public static string Mark(object? severity) => severity?.ToString() switch
    {
        "Note" => "NOTE",
        "Warning" => "WARN",
        "Error" => "FAIL",
        "Critical" => "RISK",
        _ => "OK",
    };

    /// <summary>The first line: server and location, what they lead to, the pool.</summary>
    public static string Headline(object? result)
    {
        var view = new ViewObject(result);
        string pool = view.Text("Pool") is { Length: > 0 } name ? $"pool {name}{(view.Text("PhpVersion") is { Length: > 0 } version ? $" (PHP {version})" : string.Empty)}" : "no pool";
        return view.Text("Server") is { Length: > 0 } server
            ? $"{server} {view.Text("Location")} -> {Short(view.Text("Upstream"), view.Text("Endpoint"))} -> {pool}"
            : $"{pool} on {view.Text("Endpoint")}";
    }

    /// <summary>Everything below the first line; notes only where <paramref name="withNotes"/> says so, else their number.</summary>
    public static string Details(object? result, int width, bool withNotes)
    {
        var lines = new List<string>();
        ViewObject view = new(result);
        ViewObject[] mismatches = [.. view.List("Mismatches")];
        foreach (ViewObject mismatch in mismatches.Where(mismatch => withNotes || mismatch.Text("Severity") != "Note"))
        {
            Append(lines, mismatch, width);
        }

        string[] notes = withNotes ? [] : [.. mismatches.Where(mismatch => mismatch.Text("Severity") == "Note").Select(mismatch => mismatch.Text("Kind"))];
        if (notes.Length > 0)
        {
            Paragraph.Append(lines, "  notes", Indent, string.Join(", ", notes), width);
        }

        foreach (ViewObject gap in view.List("NotSeen"))
        {
            Paragraph.Append(lines, "  unseen", Indent, $"{gap.Text("What")}: {gap.Text("Reason")}. {gap.Text("Remedy")}", width);
        }

        return string.Join('\n', lines);
    }

    /// <summary>What was found, by kind, the worst first.</summary>
    public static string Kinds(object? result) => string.Join(", ", new ViewObject(result).List("Mismatches").Select(mismatch => mismatch.Text("Kind")));

    /// <summary>A place with what stands there.</summary>
    public static string Place(object? place) => FormatPlace(new ViewObject(place));

    /// <summary>The remedies of a mismatch, a line each.</summary>
    public static string Remedies(object? mismatch) => string.Join('\n', new ViewObject(mismatch).List("Remedies")
        .Select(remedy => $"{remedy.Text("Description")} {remedy.Text("Command")}".TrimEnd()));

    private static void Append(List<string> lines, ViewObject mismatch, int width)
    {
        string status = mismatch.Text("AttemptStatus") is { Length: > 0 } text ? $" ({text})" : string.Empty;
        Paragraph.Append(lines, "  " + Mark(mismatch.Text("Severity")), Indent, $"{mismatch.Text("Kind")}{status}: {mismatch.Text("Explanation")}", width);
        AppendPlace(lines, "  nginx", mismatch.Object("NginxPlace"), width);
        AppendPlace(lines, "  fpm", mismatch.Object("FpmPlace"), width);
        foreach (ViewObject remedy in mismatch.List("Remedies").Take(1))
        {
            Paragraph.Append(lines, "  mend", Indent, remedy.Text("Description"), width);
            if (remedy.Text("Command") is { Length: > 0 } command)
            {
                Paragraph.AppendCommand(lines, Indent, command, width);
            }
        }
    }

    private static void AppendPlace(List<string> lines, string label, ViewObject place, int width)
    {
        if (!place.IsNull)
        {
            Paragraph.Append(lines, label, Indent, FormatPlace(place), width);
        }
    }

    private static string FormatPlace(ViewObject place)
    {
        string file = place.Text("Path") is { Length: > 0 } path ? $"{path}{(place.Text("LineNumber") is { Length: > 0 } line ? ":" + line : string.Empty)}" : "(built in)";
        return $"{file}  {place.Text("Text")}";
    }

    private static string Short(string upstream, string endpoint) =>
        endpoint.Length == 0 || upstream.EndsWith(endpoint, StringComparison.Ordinal) ? upstream : $"{upstream} ({endpoint})";
}
