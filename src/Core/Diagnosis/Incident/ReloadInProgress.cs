namespace Nginx502.Diagnosis;

/// <summary>A reload of php-fpm that was begun and is not done: nobody takes connections until the longest request is over, or <c>process_control_timeout</c>.</summary>
/// <remarks>The source of the fact: fpm_process_ctl.c (php-src), and what a real php-fpm does.</remarks>
internal static class ReloadInProgress
{
    // What starting anew takes after the last worker is gone.
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(5);

    /// <summary>True while the php-fpm of an endpoint reloads.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static bool Of(DiagnosisContext context, DiagnosedEndpoint endpoint)
    {
        if (endpoint.Pool is not { IsRunning: true } pool)
        {
            return false;
        }

        DateTime? begun = context.TellingOf(pool.MasterConfigurationPath, FpmLogEvent.Reloading).Max(found => found.Last);
        DateTime? ready = context.TellingOf(pool.MasterConfigurationPath, FpmLogEvent.Ready, FpmLogEvent.Starting).Max(found => found.Last);
        return begun is { } time && (ready is null || time > ready) && context.Snapshot.Time - time <= pool.ProcessControlTimeout + StartTime;
    }

    /// <summary>What is said of it: nothing is broken, and it ends by itself.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static Finding Finding(DiagnosisContext context, DiagnosedEndpoint endpoint)
    {
        FpmPool pool = endpoint.Pool!;
        return new Finding
        {
            Cause = Cause.ReloadKillsRequests,
            Severity = Severity.Note,
            Confidence = Confidence.Certain,
            ConfidenceReason = "php-fpm's log says that it reloads, and not yet that it is ready.",
            IsPresent = true,
            Endpoint = endpoint.Endpoint,
            Pool = pool.Pool,
            ConfigurationPath = pool.ConfigurationPath,
            Servers = endpoint.Servers,
            Explanation = $"php-fpm is being reloaded, and waits up to {pool.ProcessControlTimeout.TotalSeconds:0} s for running requests; all its pools wait as long, and visitors with them.",
            Evidence = [.. context.TellingOf(pool.MasterConfigurationPath, FpmLogEvent.Reloading).SelectMany(found => found.Samples).Take(1).Select(sample => new FindingEvidence("php-fpm's log", sample.Text, sample.Path, sample.LineNumber, sample.Time))],
            Remedies = [new Remedy("Wait until it is done, and look again.", "Get-502Diagnosis")],
        };
    }
}
