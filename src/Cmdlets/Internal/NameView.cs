using System.ComponentModel;

namespace Nginx502.Internal;

/// <summary>How a resolved host name is shown: who answers what, what nginx holds, what is wrong and what mends it. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NameView
{
    private const int Indent = 12;

    /// <summary>The first line: the name, and where it is used.</summary>
    public static string Headline(object? resolution)
    {
        var view = new ViewObject(resolution);
        ViewObject[] uses = [.. view.List("Uses")];
        string more = uses.Length > 1 ? $" and {uses.Length - 1} more" : string.Empty;
        return $"{view.Text("Endpoint")} of {view.Text("Server")} {view.Text("Location")}{more}";
    }

    /// <summary>Everything below the first line; notes only where <paramref name="withNotes"/> says so, else their number.</summary>
    public static string Details(object? resolution, int width, bool withNotes)
    {
        var lines = new List<string>();
        var view = new ViewObject(resolution);
        Paragraph.Append(lines, "  asked", Indent, Asked(view), width);
        foreach (ViewObject answer in view.List("Answers"))
        {
            Paragraph.Append(lines, "  " + Label(answer.Text("Source")), Indent, Answer(answer), width);
        }

        Paragraph.Append(lines, "  nginx has", Indent, $"{Joined(view, "LikelyAddresses")}. {view.Text("Held")}", width);
        ViewObject[] problems = [.. view.List("Problems")];
        foreach (ViewObject problem in problems.Where(problem => withNotes || problem.Text("Severity") != "Note"))
        {
            Append(lines, problem, width);
        }

        string[] notes = withNotes ? [] : [.. problems.Where(problem => problem.Text("Severity") == "Note").Select(problem => problem.Text("Kind"))];
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
    public static string Kinds(object? resolution) => string.Join(", ", new ViewObject(resolution).List("Problems").Select(problem => problem.Text("Kind")));

    /// <summary>The addresses that nginx is likely to hold.</summary>
    public static string Addresses(object? resolution) => Joined(new ViewObject(resolution), "LikelyAddresses");

    private static string Asked(ViewObject view) => view.Text("Lookup") switch
    {
        "AtLoad" => "when nginx reads its configuration, of the system's resolver",
        "WhileRunning" => $"while nginx runs (resolve), of {ResolverOf(view)}",
        _ => $"when a request needs it (variables), of {ResolverOf(view)}",
    };

    private static string ResolverOf(ViewObject view) => view.Text("Resolver") is { Length: > 0 } text ? $"{text} ({view.Text("ResolverPlace")})" : "nobody: no resolver is configured";

    private static string Label(string source) => source switch
    {
        "Hosts" => "hosts",
        "System" => "system",
        "NameServer" => "dns",
        _ => "resolver",
    };

    private static string Answer(ViewObject answer)
    {
        string[] facts =
        [
            answer.Text("Place"),
            .. answer.List("Aliases").Any() ? [$"by way of {Joined(answer, "Aliases")}"] : Array.Empty<string>(),
            .. Time(answer.Text("TimeToLive")) is { } life ? [$"for {life}"] : Array.Empty<string>(),
            .. Time(answer.Text("Duration")) is { } duration ? [$"in {duration}"] : Array.Empty<string>(),
            .. answer.Text("Problem") is { Length: > 0 } problem ? [problem] : Array.Empty<string>(),
        ];
        string half = answer.Text("Status") != "Answered" ? string.Empty : $"{Half(answer, "IPv4")}{Half(answer, "IPv6")}";
        string what = answer.Text("Status") == "Answered" ? Joined(answer, "Addresses") + half
            : answer.Text("Source") == "Hosts" ? "-"
            : answer.Text("Status");
        return $"{what}  ({string.Join(", ", facts)})";
    }

    // What fails beside an answer is what breaks nginx.
    private static string Half(ViewObject answer, string family) =>
        answer.Text(family + "Status") is "Answered" or "NoAddress" or "" ? string.Empty : $", {family}: {answer.Text(family + "Status")}";

    private static string? Time(string text) => TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out TimeSpan time)
        ? time.TotalSeconds >= 1
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s")
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : null;

    private static string Joined(ViewObject view, string name) => view.List(name).ToArray() is { Length: > 0 } items ? string.Join(", ", items.Select(item => item.ToString())) : "nothing";

    private static void Append(List<string> lines, ViewObject problem, int width)
    {
        string status = problem.Text("AttemptStatus") is { Length: > 0 } text ? $" ({text})" : string.Empty;
        Paragraph.Append(lines, "  " + AlignmentView.Mark(problem.Text("Severity")), Indent, $"{problem.Text("Kind")}{status}: {problem.Text("Explanation")}", width);
        foreach (ViewObject remedy in problem.List("Remedies").Take(1))
        {
            Paragraph.Append(lines, "  mend", Indent, remedy.Text("Description"), width);
            if (remedy.Text("Command") is { Length: > 0 } command)
            {
                Paragraph.AppendCommand(lines, Indent, command, width);
            }
        }
    }
}
