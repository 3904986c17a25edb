namespace Nginx502.Fpm;

/// <summary>Status and ping pages that hide each other or are answered elsewhere than it looks (php-src: sapi/fpm/fpm/fpm_status.c).</summary>
internal sealed class StatusCheck : IFpmCheck
{
    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        foreach (FpmSection pool in context.Pools)
        {
            if (pool.HasText("pm.status_path") && pool["pm.status_path"] == pool["ping.path"])
            {
                context.Findings.Add(
                    pool, Severity.Warning, "StatusHiddenByPing", $"pm.status_path and ping.path are both '{pool["ping.path"]}': the ping answers, and the status is never seen", "pm.status_path",
                    "Give them different paths.");
            }

            if (pool.Find("ping.response") is not null && !pool.HasText("ping.path"))
            {
                context.Findings.Add(pool, Severity.Note, "WithoutEffect", "ping.response is without effect as long as ping.path is not set", "ping.response", null);
            }

            if (pool.Find("pm.status_listen") is not null && pool.Find("pm.status_path") is null)
            {
                context.Findings.Add(pool, Severity.Note, "StatusPathAssumed", "the status page of pm.status_listen is at '/': pm.status_path is not set", "pm.status_listen", "Set pm.status_path, as /status.");
            }

            if (pool["security.limit_extensions"] is { } extensions && extensions.Trim(' ', '\t').Length == 0 && !pool.IsUnknown("security.limit_extensions"))
            {
                context.Findings.Add(
                    pool, Severity.Warning, "EveryFileRuns", "security.limit_extensions is empty: every file that nginx hands over is run as PHP, uploads too", "security.limit_extensions",
                    "Take the line out for .php and .phar.");
            }
        }
    }
}
