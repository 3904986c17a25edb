namespace Nginx502.Diagnosis;

/// <summary>How to find what is slow in a script.</summary>
internal static class SlowScript
{
    /// <summary>The remedy: the slow log where php-fpm writes one, and else what the workers are at.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="name">The pool; null where it is not known.</param>
    /// <param name="pool">Its settings; null where they were not read.</param>
    public static Remedy Find(DiagnosisContext context, string? name, FpmPool? pool) => pool is { SlowLog: null or "" } or { RequestSlowlogTimeout.Ticks: 0 }
        ? new Remedy("Make the script faster. No slow log is set that would name the line (slowlog and request_slowlog_timeout of the pool); this shows what its workers are at now.", TuningText.ShowWorkers(context, pool))
        : new Remedy("Make the script faster: the slow log names the line.", SlowLog(context, name, pool));

    private static string SlowLog(DiagnosisContext context, string? name, FpmPool? pool) =>
        $"Get-FpmLogEntry -Slow{(name is null ? string.Empty : " -Pool " + PasteText.PowerShellArgument(name))}{(pool is null || context.FileOf(pool) is null ? string.Empty : " -FpmConfigPath " + PasteText.PowerShellArgument(pool.MasterConfigurationPath))}";
}
