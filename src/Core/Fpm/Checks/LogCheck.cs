namespace Nginx502.Fpm;

/// <summary>Logs that stay empty, or lack what matters when something breaks.</summary>
internal sealed class LogCheck : IFpmCheck
{
    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        FpmSection global = context.Global;
        if (!global.IsUnknown("log_level") && global["log_level"] is "ERROR" or "ALERT")
        {
            context.Findings.Add(
                global, Severity.Warning, "LogLevelHides", "the log lacks what explains a 502: that pm.max_children was reached, that a worker died, that a request was ended, are warnings", "log_level",
                "Set log_level = notice.");
        }

        foreach (FpmSection pool in context.Pools)
        {
            CheckSlowLog(context.Findings, pool);
            SayWithoutEffect(context.Findings, pool);
            CheckWorkersOutput(context.Findings, pool);
        }
    }

    private static void CheckSlowLog(FpmFindings findings, FpmSection pool)
    {
        if (pool.HasText("slowlog") && pool.Number("request_slowlog_timeout") == 0)
        {
            findings.Add(pool, Severity.Note, "SlowLogOff", "nothing is written to slowlog as long as request_slowlog_timeout is not set", "slowlog", "Set request_slowlog_timeout, as 5s.");
        }
    }

    private static void SayWithoutEffect(FpmFindings findings, FpmSection pool)
    {
        (string Directive, string Needs, bool Has)[] pairs =
        [
            ("access.format", "access.log", pool.HasText("access.log")),
            ("request_terminate_timeout_track_finished", "request_terminate_timeout", pool.Number("request_terminate_timeout") != 0),
            ("decorate_workers_output", "catch_workers_output", pool["catch_workers_output"] != "no"),
        ];
        foreach ((string directive, string needs, bool has) in pairs)
        {
            if (!has && pool.Find(directive) is not null)
            {
                findings.Add(pool, Severity.Note, "WithoutEffect", $"{directive} is without effect as long as {needs} is not set", directive, null);
            }
        }

        if (pool.SuppressedPaths.Count > 0 && !pool.HasText("access.log"))
        {
            findings.Add(pool, Severity.Note, "WithoutEffect", "access.suppress_path is without effect as long as access.log is not set", pool.SuppressedPaths[0], null);
        }
    }

    // What a worker prints before it serves, and refusals of clients, are seen nowhere else.
    private static void CheckWorkersOutput(FpmFindings findings, FpmSection pool)
    {
        if (pool["catch_workers_output"] != "no")
        {
            return;
        }

        if (pool.HasText("listen.allowed_clients") && pool.HasText("listen") && !FpmListenAddress.IsPath(pool["listen"]!))
        {
            findings.Add(
                pool, Severity.Note, "RefusalsUnseen", "that a client was refused by listen.allowed_clients is seen nowhere: workers' output is thrown away", "listen.allowed_clients",
                "Set catch_workers_output = yes.");
        }

        FpmAssignment? toStandardError = pool.PhpAdminValues.Concat(pool.PhpValues)
            .FirstOrDefault(value => value.Key == "error_log" && value.Value is "/dev/stderr" or "php://stderr" or "/proc/self/fd/2");
        if (toStandardError is not null)
        {
            findings.Add(
                pool, Severity.Warning, "ErrorsThrownAway", $"PHP writes its errors to {toStandardError.Value}, which php-fpm throws away", toStandardError, "Set catch_workers_output = yes.");
        }
    }
}
