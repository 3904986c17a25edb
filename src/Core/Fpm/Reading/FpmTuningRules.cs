using System.Globalization;

namespace Nginx502.Fpm;

/// <summary>
/// The rules that the process manager's numbers must keep (php-src: sapi/fpm/fpm/fpm_conf.c, fpm_conf_process_all_pools). php-fpm names the
/// first that is broken; this gives them all, in its order and its words. A number that is null is not known, and breaks nothing.
/// </summary>
internal static class FpmTuningRules
{
    /// <summary>The broken rules.</summary>
    /// <param name="numbers">The numbers of a pool.</param>
    /// <param name="edgeTriggered">Whether the event mechanism is epoll; null when it is not known.</param>
    public static IEnumerable<FpmBrokenRule> Broken(FpmTuningNumbers numbers, bool? edgeTriggered)
    {
        if (numbers.Manager is null)
        {
            yield return new FpmBrokenRule("ProcessManagerMissing", ["pm"], "the process manager is missing (static, dynamic or ondemand)", "Set pm = dynamic, static or ondemand.");
        }

        if (numbers.MaxChildren < 1)
        {
            yield return new FpmBrokenRule("MaxChildrenNotPositive", ["pm.max_children"], "pm.max_children must be a positive value", "Set it to the number of requests that this pool may serve at once.");
        }

        IEnumerable<FpmBrokenRule> more = numbers.Manager switch
        {
            "dynamic" => BrokenOfDynamic(numbers),
            "ondemand" => BrokenOfOnDemand(numbers, edgeTriggered),
            _ => [],
        };
        foreach (FpmBrokenRule broken in more)
        {
            yield return broken;
        }
    }

    private static IEnumerable<FpmBrokenRule> BrokenOfDynamic(FpmTuningNumbers numbers)
    {
        const string spares = "pm = dynamic keeps 1 <= pm.min_spare_servers <= pm.max_spare_servers <= pm.max_children.";
        (int? min, int? max, int? most) = (numbers.MinSpareServers, numbers.MaxSpareServers, numbers.MaxChildren);
        if (min <= 0)
        {
            yield return new FpmBrokenRule("MinSpareNotPositive", ["pm.min_spare_servers"], Say($"pm.min_spare_servers({min}) must be a positive value"), spares);
        }

        if (max <= 0)
        {
            yield return new FpmBrokenRule("MaxSpareNotPositive", ["pm.max_spare_servers"], Say($"pm.max_spare_servers({max}) must be a positive value"), spares);
        }

        if (min > most || max > most)
        {
            yield return new FpmBrokenRule(
                "SpareAboveMaxChildren",
                ["pm.max_spare_servers", "pm.min_spare_servers", "pm.max_children"],
                Say($"pm.min_spare_servers({min}) and pm.max_spare_servers({max}) cannot be greater than pm.max_children({most})"),
                spares);
        }

        if (max < min)
        {
            yield return new FpmBrokenRule(
                "MaxSpareBelowMinSpare",
                ["pm.max_spare_servers", "pm.min_spare_servers"],
                Say($"pm.max_spare_servers({max}) must not be less than pm.min_spare_servers({min})"),
                spares);
        }

        if (numbers.StartServers is { } start and > 0 && (start < min || start > max))
        {
            yield return new FpmBrokenRule(
                "StartServersOutside",
                ["pm.start_servers", "pm.min_spare_servers", "pm.max_spare_servers"],
                Say($"pm.start_servers({start}) must not be less than pm.min_spare_servers({min}) and not greater than pm.max_spare_servers({max})"),
                "Leave pm.start_servers out: php-fpm takes the middle then.");
        }

        if (numbers.MaxSpawnRate < 1)
        {
            yield return new FpmBrokenRule("MaxSpawnRateNotPositive", ["pm.max_spawn_rate"], "pm.max_spawn_rate must be a positive value", "Leave it out for 32.");
        }
    }

    private static IEnumerable<FpmBrokenRule> BrokenOfOnDemand(FpmTuningNumbers numbers, bool? edgeTriggered)
    {
        if (edgeTriggered == false)
        {
            yield return new FpmBrokenRule(
                "OnDemandNeedsEpoll",
                ["pm"],
                "ondemand process manager can ONLY be used when events.mechanism is either epoll (Linux) or kqueue (*BSD).",
                "Take events.mechanism out of [global].");
        }

        if (numbers.ProcessIdleTimeout < 1)
        {
            yield return new FpmBrokenRule(
                "IdleTimeoutNotPositive", ["pm.process_idle_timeout"], Say($"pm.process_idle_timeout({numbers.ProcessIdleTimeout}s) must be greater than 0s"), "Leave it out for 10s.");
        }
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
