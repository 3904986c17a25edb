namespace Nginx502;

/// <summary>How many processes and threads one control group has (<c>pids.max</c>): systemd's TasksMax.</summary>
/// <param name="Path">The group, as <c>/system.slice/php8.2-fpm.service</c>. Safe to show.</param>
/// <param name="Limit">How many it may have; null for no limit.</param>
/// <param name="Current">How many it has now.</param>
/// <param name="LimitHits">How often one more was refused since it was made; null when that is not counted.</param>
public sealed record ControlGroupProcesses(string Path, long? Limit, long Current, long? LimitHits);
