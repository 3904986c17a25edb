using System.ComponentModel;
using System.Globalization;

namespace Nginx502.Internal;

/// <summary>How a diagnosis is shown: the verdict, the cause, three lines of evidence, and what to type. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DiagnosisView
{
    private const int HeadlineIndent = 7;
    private const int Indent = 9;
    private const int ShownEvidence = 3;
    private const int ShownRemedies = 2;

    // A line of a log can have a kilobyte; its beginning says what failed.
    private const int ShownLines = 2;

    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    /// <summary>FAIL, WARN or OK; ???? where too little was seen to tell.</summary>
    public static string Mark(object? diagnosis) => !new ViewObject(diagnosis).Flag("IsDecided") ? "????"
        : !new ViewObject(diagnosis).Flag("IsHealthy") ? "FAIL"
        : new ViewObject(diagnosis).List("Findings").Any(finding => finding.Flag("IsPresent") && finding.Text("Severity") == "Warning") ? "WARN"
        : "OK";

    /// <summary>The verdict.</summary>
    public static string Headline(object? diagnosis, int width)
    {
        var lines = new List<string>();
        Paragraph.Append(lines, string.Empty, HeadlineIndent, new ViewObject(diagnosis).Text("Verdict"), width);
        return string.Join('\n', lines).TrimStart();
    }

    /// <summary>The findings; empty when there is nothing to tell beside the verdict.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="width">The columns of a line.</param>
    /// <param name="withAll">True for every finding, all evidence and all remedies; false for what hurts now.</param>
    public static string Details(object? diagnosis, int width, bool withAll)
    {
        var view = new ViewObject(diagnosis);
        var lines = new List<string>();
        if (!withAll && Elsewhere(view) is { } elsewhere)
        {
            lines.Add(string.Empty);
            Paragraph.Append(lines, "  from", Indent, elsewhere, width);
        }

        ViewObject[] all = [.. view.List("Findings")];
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (ViewObject finding in all.Where(finding => withAll || finding.Flag("IsPresent")))
        {
            lines.Add(string.Empty);
            if (!withAll && Mending(finding) is { } mending && !told.Add(mending))
            {
                Paragraph.Append(lines, "  cause", Indent, $"{finding.Text("Cause")}{About(finding)}: as above, and what mends that mends this", width);
            }
            else
            {
                Append(lines, finding, width, withAll);
            }
        }

        string[] over = withAll ? [] : [.. view.List("Past").Select(text => text.ToString())];
        string[] gaps = [.. view.List("NotSeen").Select(gap => $"{gap.Text("What")}: {gap.Text("Reason")}. {gap.Text("Remedy")}")];
        if (over.Length + gaps.Length > 0)
        {
            lines.Add(string.Empty);
        }

        for (int index = 0; index < over.Length; index++)
        {
            Paragraph.Append(lines, index == 0 ? "  over" : string.Empty, Indent, over[index], width);
        }

        foreach (string gap in gaps.Take(withAll ? int.MaxValue : 1))
        {
            Paragraph.Append(lines, "  unseen", Indent, gap + (!withAll && gaps.Length > 1 ? $" ({gaps.Length - 1} more in NotSeen)" : string.Empty), width);
        }

        return string.Join('\n', lines);
    }

    // Of several machines, and of a night that somebody saved, each is told from what is here and now: what mends it is typed there.
    private static string? Elsewhere(ViewObject diagnosis) =>
        diagnosis.Value("Time") is DateTime time && (diagnosis.Text("ComputerName") != Environment.MachineName || DateTime.Now - time > Recent)
            ? string.Create(CultureInfo.InvariantCulture, $"{diagnosis.Text("ComputerName")}, as it was at {time:yyyy-MM-dd HH:mm:ss}")
            : null;

    /// <summary>One finding.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="width">The columns of a line.</param>
    public static string Finding(object? finding, int width)
    {
        var lines = new List<string>();
        Append(lines, new ViewObject(finding), width, withAll: true);
        return string.Join('\n', lines);
    }

    /// <summary>What visitors of each site got.</summary>
    public static string Impact(object? diagnosis) => string.Join(
        '\n',
        new ViewObject(diagnosis).List("Impact").Select(site => string.Create(
            CultureInfo.InvariantCulture,
            $"{(site.List("Servers").Any() ? string.Join(", ", site.List("Servers")) : "all sites")}: {site.Value("Share"):P0} {site.Text("Status")} ({site.Value("Failed"):N0} of {site.Value("Total"):N0})")));

    private static void Append(List<string> lines, ViewObject finding, int width, bool withAll)
    {
        Paragraph.Append(lines, "  cause", Indent, $"{finding.Text("Cause")}{About(finding)}{(finding.Flag("IsPresent") ? string.Empty : " (over)")}", width);
        string sure = finding.Text("Confidence") == "Certain" && !withAll ? string.Empty : $" ({finding.Text("Confidence").ToLowerInvariant()}: {finding.Text("ConfidenceReason")})";
        Paragraph.Append(lines, "  why", Indent, finding.Text("Explanation") + sure, width);
        if (Began(finding) is { Length: > 0 } began)
        {
            Paragraph.Append(lines, "  began", Indent, began, width);
        }

        AppendEvidence(lines, "  seen", finding, width, withAll, ShownEvidence);
        RemedyLines.Append(lines, finding, Indent, width, withAll, ShownRemedies);

        // What follows in several ways from one cause is one line of it.
        IEnumerable<ViewObject> consequences = finding.List("Consequences");
        foreach (ViewObject consequence in withAll ? consequences : consequences.DistinctBy(consequence => consequence.Text("Cause")))
        {
            Paragraph.Append(lines, "  then", Indent, $"{consequence.Text("Cause")}: {consequence.Text("Explanation")}", width);
            AppendEvidence(lines, string.Empty, consequence, width, withAll, 1);
        }

        if (withAll)
        {
            Paragraph.Append(lines, "  page", Indent, HelpCommand.Of(finding.Text("Help")), width);
        }
    }

    // The same said several times is one piece of evidence, and what the explanation says is not said again.
    private static void AppendEvidence(List<string> lines, string label, ViewObject finding, int width, bool withAll, int most)
    {
        string explained = ": " + finding.Text("Explanation");
        IEnumerable<ViewObject> shown = finding.List("Evidence");
        foreach (ViewObject evidence in withAll ? shown : shown.DistinctBy(evidence => evidence.Text("Text")).Take(most))
        {
            string time = evidence.Value("Time") is DateTime moment ? moment.ToString("HH:mm:ss ", CultureInfo.InvariantCulture) : string.Empty;
            string said = time + evidence;
            var text = new List<string>();
            Paragraph.Append(text, label, Indent, !withAll && said.EndsWith(explained, StringComparison.Ordinal) ? said[..^explained.Length] : said, width);
            lines.AddRange(withAll || text.Count <= ShownLines ? text : [.. text.Take(ShownLines - 1), Cut(text[ShownLines - 1], width)]);
            label = string.Empty;
        }
    }

    // Pools of one php-fpm stop together, and one command starts them all; null where nothing is to be typed.
    private static string? Mending(ViewObject finding)
    {
        string[] commands = [.. finding.List("Remedies").Take(ShownRemedies).Select(remedy => remedy.Text("Command")).Where(command => command.Length > 0)];
        return commands.Length == 0 || finding.List("Consequences").Any() ? null : $"{finding.Text("Cause")}\n{string.Join('\n', commands)}";
    }

    private static string Cut(string line, int width) => (line.Length < width - 2 ? line : line[..line.LastIndexOf(' ', width - 3)]).TrimEnd() + " …";

    private static string About(ViewObject finding) => (finding.Text("Endpoint"), finding.Text("Pool")) switch
    {
        ({ Length: 0 }, { Length: 0 }) => string.Empty,
        ({ Length: 0 }, var pool) => $"  pool {pool}",
        (var endpoint, { Length: 0 }) => $"  {endpoint}",
        var (endpoint, pool) => $"  {endpoint} (pool {pool})",
    };

    private static string Began(ViewObject finding)
    {
        ViewObject trigger = finding.Object("Trigger");
        if (trigger.IsNull || trigger.Text("Kind").Length == 0)
        {
            return string.Empty;
        }

        string what = $"{trigger.Text("Kind")} {trigger.Text("Subject")}{(trigger.Text("Text") is { Length: > 0 } text ? ": " + text : string.Empty)}";
        return finding.Value("TriggerLead") is TimeSpan lead ? lead switch
        {
            { TotalSeconds: < 1 and > -1 } => $"with {what}",
            { Ticks: < 0 } => $"{Span(-lead)} before {what}",
            _ => $"{Span(lead)} after {what}",
        }
        : $"after {what}";
    }

    private static string Span(TimeSpan span) => span.TotalSeconds < 100 ? $"{(int)span.TotalSeconds} s" : $"{(int)span.TotalMinutes} min";
}
