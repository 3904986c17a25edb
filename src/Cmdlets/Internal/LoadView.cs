using System.ComponentModel;
using System.Globalization;

namespace Nginx502.Internal;

/// <summary>Short texts of a load's result for views. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LoadView
{
    /// <summary>How much load: <c>10</c> at the same time, or <c>200/s</c>.</summary>
    public static string Load(object? result) => LoadOf(new ViewObject(result));

    /// <summary>One value of a result's latency, in milliseconds.</summary>
    /// <param name="result">The result.</param>
    /// <param name="name">The value's name.</param>
    public static string Latency(object? result, string name) => Milliseconds(new ViewObject(result).Object("Latency").Value(name));

    /// <summary>A number of answers a second.</summary>
    public static string Rate(object? number)
    {
        double rate = Convert.ToDouble(number, CultureInfo.InvariantCulture);
        return rate.ToString(rate < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
    }

    /// <summary>All values of a latency in lines.</summary>
    /// <param name="result">The result.</param>
    /// <param name="name">Which latency.</param>
    public static string Percentiles(object? result, string name)
    {
        ViewObject latency = new ViewObject(result).Object(name);
        string[] values = ["Minimum", "P50", "P75", "P90", "P95", "P99", "P999", "Maximum", "Mean"];
        return latency.IsNull ? string.Empty : string.Join('\n', values.Select(value => $"{value,-8}{Milliseconds(latency.Value(value)),11}"));
    }

    /// <summary>The steps as lines of a table.</summary>
    public static string Steps(object? result) => string.Join('\n', new ViewObject(result).List("Steps").Select(step =>
        $"{LoadOf(step),9} {Rate(step.Value("RequestsPerSecond")),7}/s  p95{Milliseconds(step.Object("Latency").Value("P95")),10} {step.Text("Failed"),6} failed  {step.Text("Verdict")}"));

    /// <summary>Where it broke; <c>-</c> where it did not.</summary>
    public static string Broke(object? result)
    {
        ViewObject broke = new ViewObject(result).Object("Break");
        return broke.IsNull ? "-" : broke.ToString();
    }

    /// <summary>The same in a column of a table, which has the unit beside: <c>BacklogFull at 83</c>, <c>RateNotReached at 200/s</c>.</summary>
    public static string BrokeAt(object? result)
    {
        ViewObject broke = new ViewObject(result).Object("Break");
        return broke.IsNull ? "-" : $"{broke.Text("Name")} at {LoadOf(broke)}";
    }

    /// <summary>What that rests on.</summary>
    public static string Explanation(object? result) => new ViewObject(result).Object("Break").Text("Explanation");

    private static string LoadOf(ViewObject load) => load.Value("Rate") is { } rate
        ? Convert.ToDouble(rate, CultureInfo.InvariantCulture).ToString("0.##", CultureInfo.InvariantCulture) + "/s"
        : load.Text("Concurrency");

    // A load without an answer has none.
    private static string Milliseconds(object? time) => time is TimeSpan { Ticks: > 0 } span
        ? span.TotalMilliseconds.ToString(span.TotalMilliseconds < 10 ? "0.00" : span.TotalMilliseconds < 1000 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms"
        : "-";
}
