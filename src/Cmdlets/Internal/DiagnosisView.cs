using System.ComponentModel;
using System.Globalization;

namespace Nginx502.Internal;

/// <summary>How a diagnosis is shown: the verdict, the cause, three lines of evidence, and what to type. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DiagnosisView
{
    private const int Indent = 7;
    private const int ShownEvidence = 3;
    private const int ShownRemedies = 2;

    /// <summary>FAIL, WARN or OK.</summary>
    public static string Mark(object? diagnosis) => new ViewObject(diagnosis).Flag("IsHealthy")
        ? new ViewObject(diagnosis).List("Findings").Any(finding => finding.Flag("IsPresent") && finding.Text("Severity") == "Warning") ? "WARN" : "OK"
        : "FAIL";

    /// <summary>The verdict.</summary>
    public static string Headline(object? diagnosis, int width)
    {
        var lines = new List<string>();
        var view = new ViewObject(diagnosis);
        Paragraph.Append(lines, string.Empty, Indent, view.Text("Verdict"), width);
        return string.Join('\n', lines).TrimStart();
    }

    /// <summary>The findings.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="width">The columns of a line.</param>
    /// <param name="withAll">True for every finding, all evidence and all remedies; false for what hurts now.</param>
    public static string Details(object? diagnosis, int width, bool withAll)
    {
        var view = new ViewObject(diagnosis);
        var lines = new List<string>();
        ViewObject[] all = [.. view.List("Findings")];
        ViewObject[] shown = [.. all.Where(finding => withAll || finding.Flag("IsPresent"))];
        foreach (ViewObject finding in shown)
        {
            Append(lines, finding, width, withAll);
        }

        if (all.Length > shown.Length)
        {
            string over = string.Join(", ", all.Where(finding => !finding.Flag("IsPresent")).Select(finding => $"{finding.Text("Cause")} ({finding.Text("ErrorCount")})").Distinct());
            Paragraph.Append(lines, "  over", Indent, over, width);
        }

        foreach (ViewObject gap in view.List("NotSeen").Take(withAll ? int.MaxValue : 1))
        {
            Paragraph.Append(lines, "  gap", Indent, gap.ToString(), width);
        }

        return string.Join('\n', lines);
    }

    private static void Append(List<string> lines, ViewObject finding, int width, bool withAll)
    {
        string endpoint = finding.Text("Endpoint");
        string about = endpoint.Length == 0 ? string.Empty : $"  {endpoint}{(finding.Text("Pool") is { Length: > 0 } pool ? $" (pool {pool})" : string.Empty)}";
        string sure = finding.Text("Confidence") == "Certain" ? string.Empty : $" ({finding.Text("Confidence").ToLowerInvariant()}: {finding.Text("ConfidenceReason")})";
        lines.Add(string.Empty);
        Paragraph.Append(lines, "  cause", Indent, $"{finding.Text("Cause")}{about}{(finding.Flag("IsPresent") ? string.Empty : "  (over)")}", width);
        Paragraph.Append(lines, "  why", Indent, finding.Text("Explanation") + sure, width);
        string label = "  seen";
        foreach (ViewObject evidence in finding.List("Evidence").Take(withAll ? int.MaxValue : ShownEvidence))
        {
            string time = evidence.Value("Time") is DateTime moment ? moment.ToString("HH:mm:ss ", CultureInfo.InvariantCulture) : string.Empty;
            Paragraph.Append(lines, label, Indent, time + evidence, width);
            label = string.Empty;
        }

        foreach (ViewObject remedy in finding.List("Remedies").Take(withAll ? int.MaxValue : ShownRemedies))
        {
            string disruption = withAll && remedy.Text("Disruption") is { Length: > 0 } text ? " " + text : string.Empty;
            Paragraph.Append(lines, "  mend", Indent, remedy.Text("Description") + disruption, width);
            if (remedy.Text("Command") is { Length: > 0 } command)
            {
                Paragraph.AppendCommand(lines, Indent, command, width);
            }
        }

        foreach (ViewObject consequence in finding.List("Consequences"))
        {
            Paragraph.Append(lines, "  then", Indent, $"{consequence.Text("Cause")}: {consequence.Text("Explanation")}", width);
        }
    }
}
