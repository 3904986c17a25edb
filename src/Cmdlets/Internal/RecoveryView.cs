using System.ComponentModel;
using System.Globalization;

namespace Nginx502.Internal;

/// <summary>How a plan and the result of a recovery are shown. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RecoveryView
{
    // What is wrong in a file has one place, or one on each side.
    private const int ShownPlaces = 2;
    private const int HeadlineIndent = 7;
    private const int Indent = 11;
    private const int ShownRemedies = 3;

    /// <summary>OK, DONE, WAIT or FAIL.</summary>
    public static string Mark(object? result) => new ViewObject(result).Text("Outcome") switch
    {
        "Healthy" => "OK",
        "Recovered" => "DONE",
        "Held" or "Flapping" or "Declined" => "WAIT",
        _ => "FAIL",
    };

    /// <summary>The summary.</summary>
    public static string Headline(object? result, int width) => Wrapped(new ViewObject(result).Text("Summary"), width);

    /// <summary>What was done, what holds it, what is left, where the evidence lies; empty where the summary says all.</summary>
    public static string Details(object? result, int width)
    {
        var view = new ViewObject(result);
        var lines = new List<string>();
        foreach (ViewObject step in view.List("Steps"))
        {
            string took = step.Value("Duration") is TimeSpan { Ticks: > 0 } span ? string.Create(CultureInfo.InvariantCulture, $" ({span.TotalSeconds:0.0} s)") : string.Empty;
            string problem = step.Text("Problem") is { Length: > 0 } text ? $": {text}" : string.Empty;
            Paragraph.Append(lines, "  step", Indent, $"{step.Object("Step")} - {Words(step.Text("Outcome"))}{took}{problem}", width);
        }

        string summary = view.Text("Summary");
        foreach (ViewObject hold in view.List("Holds").Where(hold => !summary.Contains(hold.ToString(), StringComparison.Ordinal)))
        {
            Paragraph.Append(lines, "  held", Indent, hold.ToString(), width);
        }

        foreach (ViewObject probe in view.List("After").Where(probe => !probe.Flag("Passed")))
        {
            Paragraph.Append(lines, "  fails", Indent, probe.ToString(), width);
        }

        foreach (ViewObject remedy in view.List("LeftToDo").Take(ShownRemedies))
        {
            Paragraph.Append(lines, "  left", Indent, remedy.Text("Description"), width);
            if (remedy.Text("Command") is { Length: > 0 } command)
            {
                Paragraph.AppendCommand(lines, Indent, command, width);
            }
        }

        if (view.Text("EvidencePath") is { Length: > 0 } evidence)
        {
            Paragraph.Append(lines, "  evidence", Indent, evidence, width);
        }

        return string.Join('\n', lines);
    }

    /// <summary>OK, PLAN or NONE: no step.</summary>
    public static string PlanMark(object? plan) => IsNothing(new ViewObject(plan)) ? "OK" : new ViewObject(plan).List("Steps").Any() ? "PLAN" : "NONE";

    /// <summary>The verdict that a plan follows.</summary>
    public static string PlanHeadline(object? plan, int width)
    {
        var view = new ViewObject(plan);
        string verdict = view.Object("Diagnosis").Text("Verdict") is { Length: > 0 } own ? own : view.Object("Diagnosis").ToString();
        return Wrapped(IsNothing(view) ? $"Nothing to do. {verdict}" : view.List("LeftToPerson").Any() && !view.List("Steps").Any() ? $"{verdict} No recovery can mend it: it takes a person." : verdict, width);
    }

    /// <summary>The steps of a plan.</summary>
    public static string PlanDetails(object? plan, int width)
    {
        var view = new ViewObject(plan);
        var lines = new List<string>();
        foreach (ViewObject hold in view.List("Holds"))
        {
            Paragraph.Append(lines, "  held", Indent, hold.ToString(), width);
        }

        foreach (ViewObject step in view.List("Steps"))
        {
            lines.Add(string.Empty);
            AppendStep(lines, step, width);
        }

        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (ViewObject finding in view.List("LeftToPerson"))
        {
            lines.Add(string.Empty);
            if (!told.Add(string.Join('\n', finding.List("Remedies").Select(remedy => $"{remedy.Text("Description")} {remedy.Text("Command")}").Prepend(finding.Text("Cause")))))
            {
                Paragraph.Append(lines, "  person", Indent, $"{finding.Text("Cause")}: {finding.Text("Explanation")} What mends the one above mends this.", width);
                continue;
            }

            Paragraph.Append(lines, "  person", Indent, $"{finding.Text("Cause")}: {finding.Text("Explanation")}", width);
            foreach (ViewObject evidence in finding.List("Evidence").Where(evidence => evidence.Flag("IsConfiguration")).Take(ShownPlaces))
            {
                Paragraph.Append(lines, "  seen", Indent, evidence.ToString(), width);
            }

            RemedyLines.Append(lines, finding, Indent, width, withAll: true);
        }

        return string.Join('\n', lines);
    }

    /// <summary>One step.</summary>
    public static string Step(object? step, int width)
    {
        var lines = new List<string>();
        AppendStep(lines, new ViewObject(step), width);
        return string.Join('\n', lines);
    }

    private static void AppendStep(List<string> lines, ViewObject step, int width)
    {
        Paragraph.Append(lines, $"  step {step.Text("Number")}", Indent, $"{step.Text("Action")} {step.Text("Target")}{(step.Flag("IsAllowedAlone") ? " (a recovery may do it alone)" : string.Empty)}", width);
        Paragraph.Append(lines, "  why", Indent, $"{step.Text("Cause")}: {step.Text("Reason")}", width);
        Optional(lines, "  disturbs", step.Text("Disruption"), width);
        Optional(lines, "  person", step.Text("NotAloneReason"), width);
        Optional(lines, "  refused", step.Text("Refusal"), width);
        Optional(lines, "  pause", step.Text("Pause"), width);
        foreach (ViewObject seen in step.List("RestsOn"))
        {
            Paragraph.Append(lines, "  seen", Indent, seen.ToString(), width);
        }

        if (step.Text("Command") is { Length: > 0 } command)
        {
            int first = lines.Count;
            Paragraph.AppendCommand(lines, Indent, command, width);
            lines[first] = "  by hand".PadRight(Indent) + lines[first][Indent..];
        }

        if (step.Text("Diff") is { Length: > 0 } diff)
        {
            lines.AddRange(diff.TrimEnd('\n').Split('\n').Select(line => "  " + line));
        }
    }

    private static void Optional(List<string> lines, string label, string text, int width)
    {
        if (text.Length > 0)
        {
            Paragraph.Append(lines, label, Indent, text, width);
        }
    }

    private static string Words(string outcome) => outcome switch
    {
        "NotDone" => "not done",
        "Recovered" => "done, and answers are good since",
        "Done" => "done",
        "Undone" => "done, made nothing better, and was taken back",
        "Failed" => "failed",
        "Declined" => "not done",
        _ => outcome,
    };

    private static string Wrapped(string text, int width)
    {
        var lines = new List<string>();
        Paragraph.Append(lines, string.Empty, HeadlineIndent, text, width);
        return string.Join('\n', lines).TrimStart();
    }

    // Visitors may be served, and something may be to do all the same: workers without a master.
    private static bool IsNothing(ViewObject plan) => plan.Flag("IsHealthy") && !plan.List("Steps").Any() && !plan.List("LeftToPerson").Any();
}
