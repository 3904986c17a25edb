namespace Nginx502;

/// <summary>The control groups of a master, and what happened in them while it was looked.</summary>
/// <param name="Program"><c>nginx</c> or <c>php-fpm</c>.</param>
/// <param name="ConfigurationPath">The main file of its configuration. Safe to show.</param>
/// <param name="Limits">The groups, its own first.</param>
/// <param name="NewPeriods">Periods in which the group with the tightest processor quota wanted to run; null after one look, and without a quota.</param>
/// <param name="NewThrottledPeriods">Those of them in which it had to wait.</param>
/// <param name="NewOutOfMemoryKills">Processes of its own group that were killed for want of memory; null after one look.</param>
public sealed record ServiceGroup(
    string Program, string ConfigurationPath, ControlGroupLimits Limits, long? NewPeriods, long? NewThrottledPeriods, long? NewOutOfMemoryKills);
