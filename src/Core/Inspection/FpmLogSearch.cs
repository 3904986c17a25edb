namespace Nginx502.Inspection;

/// <summary>The logs of php-fpm that were found, what is to be known about them, and where was looked.</summary>
/// <param name="ErrorLogs">Error logs, each file once.</param>
/// <param name="SlowLogs">Slow logs, each file once; one that nothing was written to yet is missing.</param>
/// <param name="Notes">What a person should know: logs that are no files, masters that were passed over, what could not be read. Safe to show.</param>
/// <param name="LookedAt">Every place that was looked at, in order, with what was found there. Safe to show.</param>
public sealed record FpmLogSearch(
    IReadOnlyList<FpmLogFile> ErrorLogs, IReadOnlyList<FpmLogFile> SlowLogs, IReadOnlyList<string> Notes, IReadOnlyList<string> LookedAt);
