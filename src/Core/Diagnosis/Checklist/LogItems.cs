namespace Nginx502.Diagnosis;

/// <summary>Items of error logs: those that can be read together, each that cannot by itself.</summary>
internal static class LogItems
{
    private const string Readable = "Readable";
    private const string Missing = "Missing";

    // What is older is over: the diagnosis tells of it.
    private static readonly TimeSpan OfLate = TimeSpan.FromHours(1);

    /// <summary>True when something of that time is of late.</summary>
    public static bool IsOfLate(ChecklistContext context, DateTime? time) => time is { } moment && context.Snapshot.Time - moment <= OfLate;

    /// <summary>The error logs of a program.</summary>
    /// <param name="context">What was seen.</param>
    /// <param name="check">The check.</param>
    /// <param name="isFpm">True for php-fpm's.</param>
    /// <param name="judge">What they say: status, sentence, remedies.</param>
    public static IEnumerable<ChecklistItem> Of(
        ChecklistContext context, IChecklistCheck check, bool isFpm, Func<(ChecklistStatus Status, string Found, Remedy[] Remedies)> judge)
    {
        WrittenLog[] logs = [.. context.Snapshot.Logs.Where(log => !log.IsAccessLog && log.IsFpm == isFpm).DistinctBy(log => log.Path)];
        string[] read = [.. logs.Where(log => log.Presence == Readable).Select(log => log.Path)];
        string program = isFpm ? "php-fpm" : "nginx";
        if (logs.Length == 0)
        {
            yield return context.GapOf("the logs", program) is { } gap
                ? context.NotSeen(check, program, $"the error logs of {program}", gap)
                : context.Item(check, ChecklistStatus.Skipped, program, $"The configuration of {program} names no error log that is a file.", $"the configuration of {program}");
        }

        if (read.Length > 0)
        {
            (ChecklistStatus status, string found, Remedy[] remedies) = judge();
            yield return context.Item(check, status, read.Length == 1 ? read[0] : ChecklistText.Count(read.Length, "log"), found, $"{ChecklistText.Few(read)} since {ChecklistText.Moment(context.Snapshot.Since, context.Snapshot.Time)}", remedies);
        }

        foreach (WrittenLog log in logs.Where(log => log.Presence != Readable))
        {
            yield return log.Presence == Missing
                ? context.Item(check, ChecklistStatus.Skipped, log.Path, "There is no such file: nothing was written yet, or the program was not started with this configuration.", log.Path)
                : context.NotSeen(check, log.Path, log.Path, context.GapOf($"what {log.Path} says") ?? new NotSeen($"what {log.Path} says", "not readable", "Run it as root."));
        }
    }
}
