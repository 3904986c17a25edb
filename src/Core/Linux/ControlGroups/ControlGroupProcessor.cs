namespace Nginx502;

/// <summary>The processor time of one control group (<c>cpu.max</c> and <c>cpu.stat</c>; version 1: <c>cpu.cfs_quota_us</c>). Counts are since it was made.</summary>
/// <param name="Path">The group, as <c>/system.slice/php8.2-fpm.service</c>. Safe to show.</param>
/// <param name="Processors">How many processors it may use at once: <c>1.5</c>; null for no limit.</param>
/// <param name="Periods">The periods in which something of it wanted to run; they are counted where it has a limit.</param>
/// <param name="ThrottledPeriods">Those of them in which it had to wait for the next one.</param>
/// <param name="ThrottledTime">How long its processors waited, together.</param>
public sealed record ControlGroupProcessor(string Path, double? Processors, long Periods, long ThrottledPeriods, TimeSpan ThrottledTime);
