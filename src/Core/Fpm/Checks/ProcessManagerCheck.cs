namespace Nginx502.Fpm;

/// <summary>Numbers of the process manager that have no effect, or an effect that nobody wants.</summary>
internal sealed class ProcessManagerCheck : IFpmCheck
{
    // Starting PHP costs as much as several requests: with fewer between two starts a worker mostly starts.
    private const int FewRequests = 50;

    private static readonly string[] OfDynamic = ["pm.start_servers", "pm.min_spare_servers", "pm.max_spare_servers", "pm.max_spawn_rate"];

    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        CheckEmergency(context);
        foreach (FpmSection pool in context.Pools)
        {
            if (pool.IsUnknown("pm"))
            {
                continue;
            }

            string? manager = pool["pm"];
            string[] useless = manager switch
            {
                "dynamic" => ["pm.process_idle_timeout"],
                "ondemand" => OfDynamic,
                "static" => [.. OfDynamic, "pm.process_idle_timeout"],
                _ => [],
            };
            foreach (string directive in useless.Where(directive => pool.Find(directive) is not null))
            {
                context.Findings.Add(pool, Severity.Note, "IgnoredByManager", $"{directive} is without effect with pm = {manager}", directive, null);
            }

            if (pool.Number("pm.max_requests") is > 0 and < FewRequests)
            {
                context.Findings.Add(
                    pool, Severity.Warning, "FewRequests", $"each worker ends after {pool["pm.max_requests"]} requests, and another one has to start", "pm.max_requests", "Take 500 or more, or 0 for never.");
            }

            if (context.Global.Number("process.max") is { } limit and > 0 && pool.Number("pm.max_children") > limit)
            {
                context.Findings.Add(
                    pool, Severity.Warning, "AboveProcessMax", $"pm.max_children = {pool["pm.max_children"]} is never reached: process.max = {limit} holds for all pools together", "pm.max_children",
                    "Raise process.max, or take it out.");
            }
        }
    }

    private static void CheckEmergency(FpmCheckContext context)
    {
        FpmSection global = context.Global;
        bool? hasThreshold = IsSet(global, "emergency_restart_threshold");
        bool? hasInterval = IsSet(global, "emergency_restart_interval");
        if (hasThreshold is not { } threshold || hasInterval is not { } interval || threshold == interval)
        {
            return;
        }

        string present = threshold ? "emergency_restart_threshold" : "emergency_restart_interval";
        string missing = threshold ? "emergency_restart_interval" : "emergency_restart_threshold";
        context.Findings.Add(
            global, Severity.Warning, "EmergencyRestartOff", $"{present} is without effect as long as {missing} is not set: php-fpm never restarts itself", present,
            "Set both, as 10 deaths within 1m.");
    }

    private static bool? IsSet(FpmSection global, string directive) => global.IsUnknown(directive) ? null : global.Number(directive) > 0;
}
