using System.Globalization;
using System.Text;

namespace Nginx502.Reporting;

/// <summary>Writes metrics in the text format of Prometheus (prometheus.io: Exposition formats, text-based format 0.0.4).</summary>
internal static class MetricText
{
    /// <summary>What is safe to be read by every user: names of the configuration, and numbers.</summary>
    public static string Write(GatewayMetrics metrics)
    {
        var text = new StringBuilder();
        Family(text, "nginx502_upstream_errors_total", "counter", "Errors between nginx and its upstreams in the error logs, by what nginx saw.",
            metrics.UpstreamErrors.Select(found => (found.Count, Labels(("symptom", found.Symptom.ToString()), ("upstream", found.Upstream)))));
        Family(text, "nginx502_requests_total", "counter", "Requests in the access logs, by the class of the status that visitors got.",
            metrics.Requests.Select(found => (found.Count, Labels(("code_class", found.CodeClass)))));
        Family(text, "nginx502_recovery_actions_total", "counter", "Acts of recoveries, by what became of them.",
            metrics.RecoveryActions.Select(found => (found.Count, Labels(("action", found.Action.ToString()), ("result", found.Result)))));

        // Two versions of PHP both have a www: the file tells them apart.
        (MetricPool Pool, (string, string)[] Names)[] pools =
            [.. metrics.Pools.DistinctBy(pool => (pool.Pool, pool.ConfigurationPath)).Select(pool => (pool, new[] { ("pool", pool.Pool), ("config", pool.ConfigurationPath ?? string.Empty) }))];
        Family(text, "nginx502_fpm_up", "gauge", "1 while the php-fpm of the pool runs, else 0.", pools.Select(found => (found.Pool.IsRunning ? 1L : 0L, Labels(found.Names))));
        Family(text, "nginx502_fpm_listen_queue", "gauge", "Connections that wait for a worker of the pool, as the kernel counts them.",
            pools.Where(found => found.Pool.ListenQueue is not null).Select(found => (found.Pool.ListenQueue!.Value, Labels(found.Names))));
        Family(text, "nginx502_fpm_listen_queue_limit", "gauge", "Connections that can wait at most.",
            pools.Where(found => found.Pool.ListenQueueLimit is not null).Select(found => (found.Pool.ListenQueueLimit!.Value, Labels(found.Names))));
        Family(text, "nginx502_fpm_processes", "gauge", "Workers of the pool, by what they do.",
            pools.SelectMany(found => new[] { ("active", found.Pool.ActiveProcesses), ("idle", found.Pool.IdleProcesses) }
                .Where(state => state.Item2 is not null)
                .Select(state => ((long)state.Item2!.Value, Labels([.. found.Names, ("state", state.Item1)])))));
        Family(text, "nginx502_fpm_max_children", "gauge", "Workers that the pool may have.",
            pools.Where(found => found.Pool.MaxChildren is not null).Select(found => ((long)found.Pool.MaxChildren!.Value, Labels(found.Names))));
        Family(text, "nginx502_suspended", "gauge", "1 while somebody has suspended the recoveries.", [(metrics.IsSuspended ? 1 : 0, string.Empty)]);
        Family(text, "nginx502_collector_success", "gauge", "1 when the last run saw all of it, else 0.",
            metrics.Collectors.Select(found => (found.Succeeded ? 1L : 0L, Labels(("collector", found.Name)))));
        Family(text, "nginx502_last_run_timestamp_seconds", "gauge", "When these metrics were written, in seconds since 1970 UTC.",
            [(new DateTimeOffset(metrics.Time).ToUnixTimeSeconds(), string.Empty)]);
        return text.ToString();
    }

    /// <summary>A label's value as it stands between its quotes: control characters are escaped as everywhere, then what the format asks for.</summary>
    internal static string Escape(string value) => SafeText.Escape(value)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    // A family of which nothing is known yet has its lines all the same: a dashboard finds its name.
    private static void Family(StringBuilder text, string name, string type, string help, IEnumerable<(long Value, string Labels)> series)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach ((long value, string labels) in series)
        {
            text.Append(name).Append(labels).Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }
    }

    private static string Labels(params (string Name, string Value)[] labels) => $"{{{string.Join(',', labels.Select(label => $"{label.Name}=\"{Escape(label.Value)}\""))}}}";
}
