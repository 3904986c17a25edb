using System.ComponentModel;

namespace Nginx502.Internal;

/// <summary>How an item of the checklist is shown: a line where it is well, and else all that was found with what mends it. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ChecklistView
{
    // The mark, the check, and a blank behind each.
    private const int MarkWidth = 4;
    private const int CheckWidth = 17;
    private const int Indent = MarkWidth + 1 + CheckWidth + 1;
    private const int DetailIndent = 7;
    private const int SubjectWidth = 34;
    private const int ShownLines = 2;

    private static readonly string[] Phases = Enum.GetNames<ChecklistPhase>();

    /// <summary>OK, WARN, FAIL, SKIP, or question marks for what was not seen.</summary>
    public static string Mark(object? item) => new ViewObject(item).Text("Status") switch
    {
        "Passed" => "OK",
        "Warning" => "WARN",
        "Failed" => "FAIL",
        "Skipped" => "SKIP",
        _ => "????",
    };

    /// <summary>The phase with its number.</summary>
    public static string Phase(object? item)
    {
        string name = new ViewObject(item).Text("Phase");
        return $"{Array.IndexOf(Phases, name) + 1} {name}";
    }

    /// <summary>The subject and what was found.</summary>
    public static string Found(object? item)
    {
        var view = new ViewObject(item);
        return $"{view.Text("Subject")}: {view.Text("Found")}";
    }

    /// <summary>What stands behind the mark: for what is well, two lines at most; for the rest the subject, and below what was found and a remedy.</summary>
    public static string Text(object? item, int width)
    {
        var view = new ViewObject(item);
        string check = $"{view.Text("Check"),-CheckWidth} ";
        var lines = new List<string>();
        if (view.Text("Status") is "Passed" or "Skipped")
        {
            Paragraph.Append(lines, string.Empty, Indent, $"{ViewText.Place(view.Text("Subject"), SubjectWidth)}: {view.Text("Found")}", width);
            string cut = lines.Count > ShownLines ? Cut(lines[ShownLines - 1], width) : string.Empty;
            return check + string.Join('\n', cut.Length == 0 ? lines : [.. lines.Take(ShownLines - 1), cut]).TrimStart();
        }

        lines.Add(check + view.Text("Subject"));
        Paragraph.Append(lines, string.Empty, DetailIndent, view.Text("Found"), width);
        RemedyLines.Append(lines, view, DetailIndent, width, withAll: false);
        return string.Join('\n', lines);
    }

    /// <summary>The remedies, a line each.</summary>
    public static string Remedies(object? item) => string.Join('\n', new ViewObject(item).List("Remedies").Select(remedy => $"{remedy.Text("Description")} {remedy.Text("Command")}".TrimEnd()));

    // At the last blank that leaves room for the sign.
    private static string Cut(string line, int width) => (line.Length < width - 2 ? line : line[..line.LastIndexOf(' ')]) + " …";
}
