namespace Nginx502;

/// <summary>The lines of php-fpm's logs that tell the same event of the same pool.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Pool">The pool; null when the lines name none.</param>
/// <param name="Signal">The signal that ended the worker; null when none did.</param>
/// <param name="ExitCode">The code that the worker ended with; null when it did not.</param>
/// <param name="Count">How many.</param>
/// <param name="First">The first within the window, local time; null when no line has one.</param>
/// <param name="Last">The last, local time; null when no line has one.</param>
/// <param name="Samples">The last of them, the latest first.</param>
public sealed record FpmEventEvidence(
    FpmLogEvent Event, string? Pool, int? Signal, int? ExitCode, long Count, DateTime? First, DateTime? Last, LogExcerpt[] Samples)
{
    /// <summary>The main file of the php-fpm whose log it is; null where that is not known, as of a log that several write.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>The last workers that it was told of, the latest first.</summary>
    public int[] ProcessIds { get; init; } = [];
}
