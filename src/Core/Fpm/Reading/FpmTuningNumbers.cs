namespace Nginx502.Fpm;

/// <summary>The numbers of a pool's process manager; null for what is not known.</summary>
/// <param name="Manager">static, dynamic or ondemand; null when it is missing, empty when it is not known.</param>
/// <param name="MaxChildren">pm.max_children.</param>
/// <param name="StartServers">pm.start_servers; 0 when it is not set.</param>
/// <param name="MinSpareServers">pm.min_spare_servers.</param>
/// <param name="MaxSpareServers">pm.max_spare_servers.</param>
/// <param name="MaxSpawnRate">pm.max_spawn_rate.</param>
/// <param name="ProcessIdleTimeout">pm.process_idle_timeout, in seconds.</param>
internal sealed record FpmTuningNumbers(
    string? Manager, int? MaxChildren, int? StartServers, int? MinSpareServers, int? MaxSpareServers, int? MaxSpawnRate, int? ProcessIdleTimeout)
{
    /// <summary>Those that the lines of a pool set, before php-fpm replaces any.</summary>
    public static FpmTuningNumbers Of(FpmSection pool) => new(
        pool.IsUnknown("pm") ? string.Empty : pool["pm"],
        Number(pool, "pm.max_children"),
        Number(pool, "pm.start_servers"),
        Number(pool, "pm.min_spare_servers"),
        Number(pool, "pm.max_spare_servers"),
        Number(pool, "pm.max_spawn_rate"),
        Number(pool, "pm.process_idle_timeout"));

    private static int? Number(FpmSection pool, string name) => pool.IsUnknown(name) ? null : pool.Number(name);
}
