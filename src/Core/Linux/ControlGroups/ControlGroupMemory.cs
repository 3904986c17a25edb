namespace Nginx502;

/// <summary>
/// The memory of one control group, its members and everything below it (Linux: Documentation/admin-guide/cgroup-v2.rst and
/// cgroup-v1/memory.rst). Sizes are bytes.
/// </summary>
/// <param name="Path">The group, as <c>/system.slice/php8.2-fpm.service</c>. Safe to show.</param>
/// <param name="Limit">What it may take before the kernel ends processes of it (<c>memory.max</c>, <c>memory.limit_in_bytes</c>); null for no limit.</param>
/// <param name="High">What it may take before its processes are slowed down (<c>memory.high</c>); null for no limit and for version 1.</param>
/// <param name="Current">What it takes now, the cache of files that it read among it.</param>
/// <param name="Reclaimable">
/// What of that the kernel can take back without harm: the cache of files that were not used for long, and half of what else it could
/// take, since programs that run need some of theirs.
/// </param>
/// <param name="SwapLimit">What of it may be swapped out beside; null for no limit.</param>
/// <param name="SwapCurrent">What of it is swapped out now; null when that is not counted.</param>
/// <param name="LimitHits">How often it came to its limit since it was made; null when that is not counted.</param>
/// <param name="OutOfMemoryKills">How many of its processes were killed for want of memory since it was made; null when that is not counted.</param>
public sealed record ControlGroupMemory(
    string Path, long? Limit, long? High, long Current, long Reclaimable, long? SwapLimit, long? SwapCurrent, long? LimitHits, long? OutOfMemoryKills)
{
    /// <summary>The lower of both limits: what it may take and still run at its full speed; null for none.</summary>
    public long? EffectiveLimit => High is { } high && (Limit is null || high < Limit) ? high : Limit;

    /// <summary>What it may take yet, the cache given back; null where nothing limits it. Not below 0.</summary>
    public long? Available => EffectiveLimit is { } limit ? Math.Max(0, limit - Math.Max(0, Current - Reclaimable)) : null;
}
