using System.ComponentModel;
using System.Globalization;

namespace Nginx502.Internal;

/// <summary>How the status of a pool is shown: whether it is full, and what its workers do. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StatusView
{
    private const int Indent = 9;
    private const int WorkerIndent = 28;
    private const int ShownWorkers = 60;

    /// <summary>FULL, STOP where workers stand still, WAIT, OK, or a question mark where it was not seen.</summary>
    public static string Mark(object? status)
    {
        var view = new ViewObject(status);
        return view.Text("IsFull") == "True" ? "FULL" : view.List("Activities").Any(activity => activity.Text("Wait") == "Stopped") ? "STOP" : Number(view.Text("ListenQueue")) > 0 ? "WAIT" : view.Text("IsFull") == "False" ? "OK" : "?";
    }

    /// <summary>Busy workers of those that it may have: <c>3/5</c>.</summary>
    public static string Busy(object? status)
    {
        var view = new ViewObject(status);
        return $"{Known(view.Text("ActiveProcesses"))}/{Known(view.Text("MaxChildren"))}";
    }

    /// <summary>Visitors that wait, of those that can: <c>12/511</c>.</summary>
    public static string Queue(object? status)
    {
        var view = new ViewObject(status);
        return $"{Known(view.Text("ListenQueue"))}/{Known(view.Text("ListenQueueLimit"))}";
    }

    /// <summary>In one line what the workers do that do something, and that there is no page.</summary>
    public static string Doing(object? status, int width)
    {
        var view = new ViewObject(status);
        ViewObject[] activities = [.. view.List("Activities")];
        IEnumerable<string> busy = activities.Where(activity => activity.Text("Wait") is not "Request")
            .GroupBy(Short)
            .Select(group => (What: group.Key, Count: group.Sum(activity => Number(activity.Text("Count")))))
            .OrderByDescending(group => group.Count)
            .Select(group => $"{group.Count} {group.What}");
        string page = view.Text("Source") == "Kernel" ? $"no page ({view.Text("Problem")})" : string.Empty;
        string text = string.Join(", ", busy.Append(page).Where(part => part.Length > 0));
        return text.Length == 0 ? "-" : text.Length <= width ? text : text[..(Math.Max(2, width) - 1)] + "…";
    }

    /// <summary>The first line of the full view.</summary>
    public static string Headline(object? status)
    {
        var view = new ViewObject(status);
        string version = view.Text("PhpVersion") is { Length: > 0 } known ? $" (PHP {known})" : string.Empty;
        string cores = view.Text("ProcessorCores") is { Length: > 0 } used ? $", {used} cores" : string.Empty;
        string pool = view.Text("Pool") is { Length: > 0 } name ? name : view.Text("Endpoint");
        return $"{pool}{version}: {Busy(status)} busy, {Queue(status)} waiting{cores}";
    }

    /// <summary>Everything below: what the workers do, each of them where they were asked for, what is wrong and what mends it.</summary>
    public static string Details(object? status, int width)
    {
        var lines = new List<string>();
        var view = new ViewObject(status);
        ViewObject[] workers = [.. view.List("Workers")];
        if (workers.Length == 0)
        {
            foreach (ViewObject activity in view.List("Activities"))
            {
                Paragraph.Append(lines, string.Empty, Indent, Activity(activity), width);
            }
        }

        foreach (ViewObject worker in workers.Take(ShownWorkers))
        {
            AppendWorker(lines, worker, width);
        }

        if (workers.Length > ShownWorkers)
        {
            lines.Add($"  and {workers.Length - ShownWorkers} more, in Workers");
        }

        if (view.Text("Message") is { Length: > 0 } message)
        {
            Paragraph.Append(lines, "  page", Indent, message, width);
        }

        foreach (ViewObject remedy in view.List("Remedies"))
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

    /// <summary>The share of a core as a percentage.</summary>
    public static string Share(object? share) => share is null ? "-" : (Convert.ToDouble(share, CultureInfo.InvariantCulture) * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>What a worker deals with: its request, and what it waits for.</summary>
    public static string Work(object? worker)
    {
        var view = new ViewObject(worker);
        return string.Join(" ", new[] { RequestOf(view), ActivityOf(view) }.Where(part => part.Length > 0));
    }

    // Sessions are many; what counts is that they are waited for.
    private static string Short(ViewObject activity) => activity.Text("Wait") switch
    {
        "Network" or "LocalSocket" => $"{activity.Text("WaitsForHint")} {(activity.Text("WaitsFor") is { Length: > 0 } server ? server : "server")}".Trim(),
        "SessionLock" => "session lock",
        "Lock" => "lock",
        "Client" => "nginx",
        "Processor" => "computing",
        "Timer" => "sleeping",
        "SharedMemory" => "shared memory",
        "Stopped" => "STOPPED",
        "Unknown" => "not seen",
        string other => other.ToLowerInvariant(),
    };

    private static string Activity(ViewObject activity) => $"{activity.Text("Count")} {activity.Text("Activity")}";

    private static void AppendWorker(List<string> lines, ViewObject worker, int width)
    {
        string state = worker.Text("State") is { Length: > 0 } told ? told : worker.Text("KernelState");
        string seconds = worker.Text("RequestDuration") is { Length: > 0 } duration && TimeSpan.TryParse(duration, CultureInfo.InvariantCulture, out TimeSpan time)
            ? ViewText.Seconds(time) : "-";
        string label = $"  {worker.Text("ProcessId"),-7} {(state.Length > 8 ? state[..8] : state),-8} {seconds,8} ";
        string text = string.Join(" - ", new[] { RequestOf(worker), ActivityOf(worker) }.Where(part => part.Length > 0));
        Paragraph.Append(lines, label, WorkerIndent, text.Length == 0 ? "-" : text, width);
    }

    private static string RequestOf(ViewObject worker) => $"{worker.Text("Method")} {worker.Text("RequestUri")}".Trim();

    private static string ActivityOf(ViewObject worker) => worker.Text("Wait") is "Request" ? string.Empty : worker.Text("Activity");

    private static string Known(string text) => text.Length == 0 ? "?" : text;

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
}
