using System.ComponentModel;

namespace Nginx502.Internal;

/// <summary>How a port of the firewall is shown: its state and who gets in, then the rules that decide, and what mends it. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FirewallView
{
    private const int Indent = 9;
    private const int PortWidth = 6;
    private const int NameWidth = 16;

    // What is shown of the rules when all is well.
    private const int FewDecisions = 1;
    private const int MostDecisions = 6;

    /// <summary>The first line: port, what listens, what becomes of connections, who gets in.</summary>
    public static string Headline(object? result)
    {
        var view = new ViewObject(result);
        string from = view.Text("Source") is { Length: > 0 } source ? $" from {source}" : string.Empty;
        string open = view.Text("State") is "Open" or "OpenToSome" && from.Length == 0 ? $" to {view.Text("OpenTo")}" : string.Empty;
        return $"{view.Text("Port").PadRight(PortWidth)}{view.Text("Name").PadRight(NameWidth)} {State(view.Text("State"))}{from}{open}";
    }

    /// <summary>What is below: the explanation, the rules that decide, what mends it.</summary>
    public static string Details(object? result, int width, bool withAll)
    {
        var view = new ViewObject(result);
        var lines = new List<string>();
        bool isGood = view.Text("Severity").Length == 0;
        if (!isGood || withAll)
        {
            Paragraph.Append(lines, string.Empty, Indent, view.Text("Explanation"), width);
        }

        ViewObject[] decisions = [.. view.List("Decisions")];
        int shown = withAll ? decisions.Length : isGood ? FewDecisions : MostDecisions;
        foreach (ViewObject decision in decisions.Take(shown))
        {
            Paragraph.Append(lines, "  rule", Indent, Decision(decision, decisions.Length > 1), width);
        }

        if (decisions.Length > shown && !isGood)
        {
            Paragraph.Append(lines, string.Empty, Indent, $"and {decisions.Length - shown} more (Format-List)", width);
        }

        foreach (ViewObject remedy in view.List("Remedies").Take(withAll ? int.MaxValue : 1))
        {
            Paragraph.Append(lines, "  mend", Indent, remedy.Text("Description"), width);
            if (remedy.Text("Command") is { Length: > 0 } command)
            {
                Paragraph.AppendCommand(lines, Indent, command, width);
            }
        }

        foreach (ViewObject gap in view.List("NotSeen"))
        {
            Paragraph.Append(lines, "  unseen", Indent, $"{gap.Text("What")}: {gap.Text("Reason")}. {gap.Text("Remedy")}", width);
        }

        return string.Join('\n', lines);
    }

    /// <summary>Of one decision: from where, by which interface, and the rule.</summary>
    public static string Decision(object? decision) => Decision(new ViewObject(decision), withWhere: true);

    private static string Decision(ViewObject decision, bool withWhere)
    {
        if (!withWhere)
        {
            return decision.Text("Explanation");
        }

        string by = string.Join(", ", decision.List("Interfaces").Select(name => name.ToString()));
        return $"IPv{decision.Text("Family")} from {decision.Text("Sources")}{(by.Length > 0 ? $" by {by}" : string.Empty)}: {decision.Text("Explanation")}";
    }

    private static string State(string state) => state switch
    {
        "Open" => "open",
        "OpenToSome" => "open",
        "Closed" => "closed",
        "Rejected" => "refused",
        "Forwarded" => "handed on",
        _ => "not known",
    };
}
