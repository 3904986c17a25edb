using Nginx502.Reporting;

namespace Nginx502.UnitTests.Reporting.Metrics;

/// <summary>What node_exporter reads.</summary>
public class MetricTextTests
{
    [Fact]
    public void Every_family_has_its_lines_once_and_series_follow_it()
    {
        var metrics = new GatewayMetrics
        {
            Time = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000).LocalDateTime,
            UpstreamErrors = [new(Symptom.SocketMissing, "unix:/run/php/php8.2-fpm.sock", 13), new(Symptom.ResponseTimedOut, "other", 2)],
            Requests = [new("2xx", 9_000_000_000), new("5xx", 15)],
            RecoveryActions = [new(RecoveryAction.StartService, "Recovered", 1)],
            Pools = [new("www", "/etc/php/8.2/fpm/pool.d/www.conf", 3, 511, 0, 5, 5) { IsRunning = true }, new("idle", null, null, null, null, null, null)],
            Collectors = [new("fpm", true, null), new("error_log", false, "it may not be read")],
            IsSuspended = true,
        };

        string text = MetricText.Write(metrics);
        string[] lines = text.Split('\n');

        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.Equal(11, lines.Count(line => line.StartsWith("# HELP ", StringComparison.Ordinal)));
        Assert.Equal(11, lines.Count(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)));
        string[] expected =
        [
            """nginx502_upstream_errors_total{symptom="SocketMissing",upstream="unix:/run/php/php8.2-fpm.sock"} 13""",
            """nginx502_upstream_errors_total{symptom="ResponseTimedOut",upstream="other"} 2""",
            """nginx502_requests_total{code_class="2xx"} 9000000000""",
            """nginx502_recovery_actions_total{action="StartService",result="Recovered"} 1""",
            """nginx502_fpm_up{pool="www",config="/etc/php/8.2/fpm/pool.d/www.conf"} 1""",
            """nginx502_fpm_listen_queue{pool="www",config="/etc/php/8.2/fpm/pool.d/www.conf"} 3""",
            """nginx502_fpm_listen_queue_limit{pool="www",config="/etc/php/8.2/fpm/pool.d/www.conf"} 511""",
            """nginx502_fpm_processes{pool="www",config="/etc/php/8.2/fpm/pool.d/www.conf",state="active"} 5""",
            """nginx502_fpm_processes{pool="www",config="/etc/php/8.2/fpm/pool.d/www.conf",state="idle"} 0""",
            """nginx502_fpm_max_children{pool="www",config="/etc/php/8.2/fpm/pool.d/www.conf"} 5""",
            """nginx502_fpm_up{pool="idle",config=""} 0""",
            "nginx502_suspended 1",
            """nginx502_collector_success{collector="fpm"} 1""",
            """nginx502_collector_success{collector="error_log"} 0""",
            "nginx502_last_run_timestamp_seconds 1795000000",
        ];
        Assert.All(expected, line => Assert.Contains(line, lines));
        Assert.Equal(["nginx502_fpm_up"], lines.Where(line => line.Contains("idle\",config", StringComparison.Ordinal)).Select(line => line.Split('{')[0]));
    }

    [Theory]
    [InlineData("www", "www")]
    [InlineData("a\"b", "a\\\"b")]
    [InlineData("a\\b", "a\\\\b")]
    [InlineData("pool ünï", "pool ünï")]
    public void A_value_is_escaped(string value, string expected) => Assert.Equal(expected, MetricText.Escape(value));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\u001b[31mb")]
    [InlineData("a\u2028b\u202e")]
    public void No_value_breaks_a_line_or_reaches_a_terminal(string value) =>
        Assert.DoesNotContain(MetricText.Escape(value), letter => char.IsControl(letter) || letter is '\u2028' or '\u202e');

    [Fact]
    public void A_pool_that_is_told_twice_is_one_series()
    {
        var pool = new MetricPool("www", "/x", 1, 2, 3, 4, 5);

        string text = MetricText.Write(new GatewayMetrics { Pools = [pool, pool] });

        Assert.Single(text.Split('\n'), line => line.StartsWith("nginx502_fpm_max_children{", StringComparison.Ordinal));
    }
}
