using System.ComponentModel;
using System.Globalization;

namespace Nginx502.Internal;

/// <summary>How the monitor and its runs are shown. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MonitorView
{
    private const int ShownRuns = 5;
    private const int OutcomeWidth = 13;

    private static readonly string[] Unserved = ["NotRecovered", "PersonNeeded", "Held", "Flapping", "Declined"];

    /// <summary>OFF when none is registered, FAIL when it will not run, HELD while it is suspended, DOWN where the last run left visitors without good answers, else OK.</summary>
    public static string Mark(object? monitor)
    {
        var view = new ViewObject(monitor);
        return !view.Flag("IsRegistered") ? "OFF"
            : !view.Flag("IsActive") ? "FAIL"
            : !view.Object("Suspension").IsNull ? "HELD"
            : Unserved.Contains(view.Object("LastRun").Text("Outcome")) ? "DOWN"
            : "OK";
    }

    /// <summary>How often it runs.</summary>
    public static string Interval(object? monitor) => new ViewObject(monitor).Value("Interval") is TimeSpan interval ? Pipeline.MonitorText.Span(interval) : "-";

    /// <summary>The last run: when, and what came of it.</summary>
    public static string LastRun(object? monitor)
    {
        ViewObject run = new ViewObject(monitor).Object("LastRun");
        return run.IsNull ? "-" : $"{Moment(run)} {Outcome(run)}";
    }

    /// <summary>The last runs, a line each.</summary>
    public static string Runs(object? monitor) => string.Join(
        '\n', new ViewObject(monitor).List("Runs").Take(ShownRuns).Select(run => $"{run.Text("Run")} {Moment(run)} {Outcome(run).PadRight(OutcomeWidth)} {Acts(run)}".TrimEnd()));

    /// <summary>What came of a run.</summary>
    public static string Outcome(object? run) => Outcome(new ViewObject(run));

    /// <summary>What a run did, else what it found.</summary>
    public static string Acts(object? run) => Acts(new ViewObject(run));

    /// <summary>Values of a list, a line each.</summary>
    public static string Lines(object? item, string name) => string.Join('\n', new ViewObject(item).List(name).Select(value => value.ToString()));

    /// <summary>How often was acted of late.</summary>
    public static string Budget(object? monitor)
    {
        ViewObject budget = new ViewObject(monitor).Object("Budget");
        string[] flapping = [.. budget.List("Flapping").Select(target => target.ToString())];
        string[] paused = [.. budget.List("Paused").Select(target => target.ToString())];
        return budget.IsNull ? "-" : $"{budget.Text("ActsInLastHour")} of {budget.Text("ActsAnHour")} acts in the last hour{(flapping.Length == 0 ? string.Empty : $"; flapping: {string.Join(", ", flapping)}")}{(paused.Length == 0 ? string.Empty : $"; left alone: {string.Join(", ", paused)}")}";
    }

    /// <summary>Until when recoveries are suspended, and why.</summary>
    public static string Suspension(object? monitor)
    {
        ViewObject suspension = new ViewObject(monitor).Object("Suspension");
        return suspension.Value("Until") is DateTime until ? string.Create(CultureInfo.InvariantCulture, $"until {until:MM-dd HH:mm}: {suspension.Text("Reason")}") : "-";
    }

    // What a person did by name is no recovery.
    private static string Outcome(ViewObject run) => run.Flag("IsInterrupted") ? "interrupted" : run.Text("Command") == "Restart-GatewayService" && run.Text("Outcome") == "Recovered" ? "Done" : run.Text("Outcome") is { Length: > 0 } outcome ? outcome : "goes on";

    private static string Acts(ViewObject run)
    {
        string acts = string.Join(", ", run.List("Acts").Select(act => act.ToString()));
        return acts.Length > 0 ? acts : run.Text("Summary");
    }

    private static string Moment(ViewObject run) => run.Value("Time") is DateTime time ? time.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture) : "-";
}
