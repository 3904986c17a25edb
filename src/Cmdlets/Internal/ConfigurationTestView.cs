using System.ComponentModel;

namespace Nginx502.Internal;

/// <summary>How the test of a configuration is shown: each place with what is wrong and what to do. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConfigurationTestView
{
    private const int Indent = 9;
    private const int ShownPerSeverity = 20;

    /// <summary>OK or FAIL.</summary>
    public static string Mark(bool passed) => passed ? "OK" : "FAIL";

    /// <summary>The first line: the program, its configuration, and who said so.</summary>
    public static string Headline(object? result)
    {
        var view = new ViewObject(result);
        string asked = view.Flag("IsAsked") ? $"asked {view.Text("Program")} itself" : "read only";
        return $"{view.Text("Program")}  {view.Text("ConfigurationPath")}  ({asked})";
    }

    /// <summary>Everything below: errors, then warnings, then notes where wanted, and what was not seen.</summary>
    public static string Details(object? result, int width, bool withNotes)
    {
        var lines = new List<string>();
        var view = new ViewObject(result);
        foreach (string severity in (string[])["Error", "Warning", .. withNotes ? ["Note"] : Array.Empty<string>()])
        {
            ViewObject[] found = [.. view.List("Diagnostics").Where(diagnostic => diagnostic.Text("Severity") == severity)];
            foreach (ViewObject diagnostic in found.Take(ShownPerSeverity))
            {
                Append(lines, diagnostic, width);
            }

            if (found.Length > ShownPerSeverity)
            {
                Paragraph.Append(lines, string.Empty, Indent, $"and {found.Length - ShownPerSeverity} more of that kind, in Diagnostics", width);
            }
        }

        foreach (ViewObject gap in view.List("NotSeen"))
        {
            Paragraph.Append(lines, "  unseen", Indent, $"{gap.Text("What")}: {gap.Text("Reason")}. {gap.Text("Remedy")}", width);
        }

        return string.Join('\n', lines);
    }

    private static void Append(List<string> lines, ViewObject diagnostic, int width)
    {
        if (diagnostic.Text("Place") is { Length: > 0 } place)
        {
            Paragraph.AppendWhole(lines, "  " + AlignmentView.Mark(diagnostic.Text("Severity")), Indent, place);
            Paragraph.Append(lines, string.Empty, Indent, diagnostic.Text("Message"), width);
        }
        else
        {
            Paragraph.Append(lines, "  " + AlignmentView.Mark(diagnostic.Text("Severity")), Indent, diagnostic.Text("Message"), width);
        }

        if (diagnostic.Text("Advice") is { Length: > 0 } advice)
        {
            Paragraph.Append(lines, string.Empty, Indent, advice, width);
        }
    }
}
