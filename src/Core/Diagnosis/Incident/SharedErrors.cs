namespace Nginx502.Diagnosis;

/// <summary>
/// Workers of one pool that are ended in several ways make nginx write the same line: each way has as many of the errors as it ended workers, when it did.
/// </summary>
internal static class SharedErrors
{
    private const int Terminated = 15;

    // php-fpm and nginx tell of an end within this time.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(2);

    /// <summary>The finding with its own part of the errors: those of the times at which workers were ended so, and no more than were.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="finding">The finding, with all errors that could be of it.</param>
    /// <param name="ends">The ends that it is about, of one pool.</param>
    public static Finding Part(DiagnosisContext context, Finding finding, IReadOnlyCollection<FpmEventEvidence> ends)
    {
        if (IsAlone(context, ends) && !IsLonger(finding, ends))
        {
            return finding;
        }

        bool isApart = IsApart(finding.First, finding.Last, ends);
        return finding with
        {
            ErrorCount = isApart ? 0 : Math.Min(finding.ErrorCount, ends.Sum(end => end.Count)),
            First = finding.First is null ? null : ends.Min(end => end.First),
            Last = finding.Last is null ? null : ends.Max(end => end.Last),
            Evidence = [.. finding.Evidence.Where(evidence => evidence.Time is null || (!isApart && IsWithin(ends, evidence.Time)))],
        };
    }

    /// <summary>The sites of which requests failed when workers were ended; where nginx does not tell, all of the pool.</summary>
    /// <param name="endpoint">The endpoint of the pool; null when it is not known.</param>
    /// <param name="errors">The errors that could be of it.</param>
    /// <param name="ends">The ends.</param>
    public static string[] ServersOf(DiagnosedEndpoint? endpoint, IReadOnlyCollection<ErrorEvidence> errors, IReadOnlyCollection<FpmEventEvidence> ends) =>
        endpoint?.ServersOf([.. errors.Where(error => !IsApart(error.First, error.Last, ends))]) ?? [];

    /// <summary>True for a time at which one of them may have been.</summary>
    /// <param name="ends">The ends.</param>
    /// <param name="time">The time; null when it is not known.</param>
    public static bool IsWithin(IReadOnlyCollection<FpmEventEvidence> ends, DateTime? time) => time >= ends.Min(end => end.First) - SameMoment && time <= ends.Max(end => end.Last) + SameMoment;

    // All of them came before, or all after: none is of an end.
    private static bool IsApart(DateTime? first, DateTime? last, IReadOnlyCollection<FpmEventEvidence> ends) =>
        last < ends.Min(end => end.First) - SameMoment || first > ends.Max(end => end.Last) + SameMoment;

    // Errors before the first end and after the last were of something else.
    private static bool IsLonger(Finding finding, IReadOnlyCollection<FpmEventEvidence> ends) =>
        (finding.First is not null || finding.Last is not null) && !(IsWithin(ends, finding.First) && IsWithin(ends, finding.Last));

    // That a request took too long and that its worker ended for that are two lines of one end.
    private static bool IsAlone(DiagnosisContext context, IReadOnlyCollection<FpmEventEvidence> ends)
    {
        bool isOfTime = ends.First().Event == FpmLogEvent.ExecutionTimedOut;
        return !context.Telling(FpmLogEvent.ChildExitedOnSignal, FpmLogEvent.ChildExited, FpmLogEvent.ExecutionTimedOut)
            .Any(other => other.Pool == ends.First().Pool && other.ConfigurationPath == ends.First().ConfigurationPath && !ends.Contains(other)
                && (other.Event == FpmLogEvent.ExecutionTimedOut || (other.Signal is { } signal && !(signal == Terminated && isOfTime)) || other.ExitCode is > 0));
    }
}
