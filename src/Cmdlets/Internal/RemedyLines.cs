namespace Nginx502.Internal;

/// <summary>Lays out remedies below what they mend.</summary>
internal static class RemedyLines
{
    /// <summary>Appends the first remedies of an object, or all of them.</summary>
    public static void Append(List<string> lines, ViewObject view, int indent, int width, bool withAll, int shown = 1)
    {
        foreach (ViewObject remedy in view.List("Remedies").Take(withAll ? int.MaxValue : shown))
        {
            string disruption = withAll && remedy.Text("Disruption") is { Length: > 0 } text ? " " + text : string.Empty;
            Paragraph.Append(lines, "  mend", indent, remedy.Text("Description") + disruption, width);
            if (remedy.Text("Command") is { Length: > 0 } command)
            {
                Paragraph.AppendCommand(lines, indent, command, width);
            }
        }
    }
}
