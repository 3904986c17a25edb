using System.Globalization;
using System.Text;

namespace Nginx502;

/// <summary>Lays out the live view: whole lines of a width, as many as fit a height. A pure function of what was watched.</summary>
public static class WatchScreen
{
    private const string Bars = " ▁▂▃▄▅▆▇█";
    private const int NameWidth = 26;
    private const int MostSymptoms = 6;
    private const int MostPools = 8;
    private const int NumberWidth = 22;

    /// <summary>The lines.</summary>
    /// <param name="history">What was watched.</param>
    /// <param name="width">The columns of the terminal.</param>
    /// <param name="height">Its rows.</param>
    public static IReadOnlyList<string> Render(WatchHistory history, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(history);
        ErrorWatchSample[] samples = [.. history.Samples];
        if (samples.Length == 0)
        {
            return [Fit("Watching…", width)];
        }

        ErrorWatchSample last = samples[^1];
        var lines = new List<string>();
        long total = samples.Sum(sample => sample.Errors);
        TimeSpan span = TimeSpan.FromTicks(samples.Sum(sample => sample.Interval.Ticks));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"{last.ComputerName}  {last.Time:HH:mm:ss}  {last.ErrorsPerSecond:0.0} errors/s now, {total} in {Span(span)}{(last.Suspension is { } suspension ? $"  recoveries suspended until {suspension.Until:HH:mm}" : string.Empty)}  (Ctrl+C ends)"));
        AppendSymptoms(lines, samples, width);
        AppendPools(lines, last, width);
        if (last.LastRun is { } run)
        {
            lines.Add(string.Empty);
            lines.Add($"recovery {run.Time:HH:mm:ss}  {(run.IsInterrupted ? "interrupted" : run.Outcome?.ToString() ?? "goes on")}  {run.Summary}");
        }

        AppendErrors(lines, history, height);
        return [.. lines.Take(Math.Max(1, height - 1)).Select(line => Fit(line, width))];
    }

    private static void AppendSymptoms(List<string> lines, ErrorWatchSample[] samples, int width)
    {
        lines.Add(string.Empty);
        (Symptom Symptom, long Count)[] symptoms =
        [
            .. samples.SelectMany(sample => sample.Symptoms).GroupBy(symptom => symptom.Symptom).Select(group => (group.Key, group.Sum(symptom => symptom.Count)))
                .OrderByDescending(symptom => symptom.Item2).Take(MostSymptoms),
        ];
        if (symptoms.Length == 0)
        {
            lines.Add("errors     none");
            return;
        }

        int room = Math.Max(8, width - NameWidth - NumberWidth);
        foreach ((Symptom symptom, long count) in symptoms)
        {
            double[] rates = [.. samples.TakeLast(room).Select(sample => sample.Symptoms.FirstOrDefault(found => found.Symptom == symptom)?.PerSecond ?? 0)];
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{symptom,-NameWidth}{Curve(rates, room)} {rates[^1],8:0.0}/s {count,8}"));
        }
    }

    private static void AppendPools(List<string> lines, ErrorWatchSample last, int width)
    {
        lines.Add(string.Empty);
        if (last.Pools.Length == 0)
        {
            lines.Add("pools      none found");
        }

        foreach (WatchedPool pool in last.Pools.Take(MostPools))
        {
            string workers = $"{pool.ActiveProcesses?.ToString(CultureInfo.InvariantCulture) ?? "?"}/{pool.MaxChildren?.ToString(CultureInfo.InvariantCulture) ?? "?"} busy";
            string queue = $"queue {pool.ListenQueue?.ToString(CultureInfo.InvariantCulture) ?? "?"}/{pool.ListenQueueLimit?.ToString(CultureInfo.InvariantCulture) ?? "?"}";
            string bar = Gauge(pool.ActiveProcesses, pool.MaxChildren);
            lines.Add($"{Fit($"pool {pool.Pool}", NameWidth - 1),-NameWidth}{bar} {workers,-14} {queue,-16} {(width > 100 ? pool.Endpoint?.ToString() : string.Empty)}".TrimEnd());
        }

        if (last.Pools.Length > MostPools)
        {
            lines.Add($"           and {last.Pools.Length - MostPools} more");
        }
    }

    private static void AppendErrors(List<string> lines, WatchHistory history, int height)
    {
        if (history.Errors.Count == 0)
        {
            return;
        }

        lines.Add(string.Empty);
        foreach (NginxUpstreamError error in history.Errors.Take(Math.Max(0, height - lines.Count - 1)))
        {
            string request = error.RequestUri is { } uri ? $"{error.Method} {uri.Split('?')[0]}" : error.Message;
            lines.Add($"{error.Time:HH:mm:ss} {error.Symptom} {error.Server} {request}");
        }
    }

    // The newest at the right end, as high as the highest of what is seen.
    private static string Curve(double[] rates, int room)
    {
        double highest = Math.Max(rates.DefaultIfEmpty().Max(), double.Epsilon);
        var curve = new StringBuilder().Append(' ', room - rates.Length);
        foreach (double rate in rates)
        {
            curve.Append(rate <= 0 ? Bars[0] : Bars[Math.Clamp((int)Math.Ceiling(rate / highest * (Bars.Length - 1)), 1, Bars.Length - 1)]);
        }

        return curve.ToString();
    }

    private static string Gauge(int? busy, int? most)
    {
        const int cells = 10;
        int full = busy is { } count && most is > 0 ? Math.Clamp((int)Math.Ceiling((double)count / most.Value * cells), 0, cells) : 0;
        return $"[{new string('#', full)}{new string('.', cells - full)}]";
    }

    private static string Span(TimeSpan span) => span.TotalSeconds < 100 ? $"{(int)span.TotalSeconds} s" : $"{(int)span.TotalMinutes} min";

    private static string Fit(string text, int width) => text.Length <= width ? text : width <= 1 ? text[..Math.Max(0, width)] : text[..(width - 1)] + "…";
}
