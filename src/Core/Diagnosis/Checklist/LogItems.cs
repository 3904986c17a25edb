using Nginx502.Inspection;
using Nginx502.Nginx;

namespace Nginx502.Diagnosis;

/// <summary>Items of error logs: those that can be read together, each that cannot or that tells less than it should by itself.</summary>
internal static class LogItems
{
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
        string[] read = [.. logs.Where(log => IsFile(log) && log.Presence == LogPresence.Readable).Select(log => log.Path)];
        string program = isFpm ? "php-fpm" : "nginx";
        if (logs.Length == 0)
        {
            yield return context.GapOf("the logs", program) is { } gap
                ? context.NotSeen(check, program, $"the error logs of {program}", gap)
                : context.Item(check, ChecklistStatus.Skipped, program, $"No error log of {program} is known.", $"the configuration of {program}");
        }

        if (read.Length > 0 && context.GapOf(isFpm ? LogEvidence.OfFpmLogs : LogEvidence.OfErrorLogs, program) is { } unread)
        {
            yield return context.NotSeen(check, program, ChecklistText.Few(read), unread);
        }
        else if (read.Length > 0)
        {
            (ChecklistStatus status, string found, Remedy[] remedies) = judge();
            yield return context.Item(
                check, status, read.Length == 1 ? read[0] : CountText.Of(read.Length, "log"), found, $"{ChecklistText.Few(read)} since {ChecklistText.Moment(context.Snapshot.Since, context.Snapshot.Time)}", remedies);
        }

        foreach (ChecklistItem item in logs.SelectMany(log => ItemsOf(context, check, log)))
        {
            yield return item;
        }
    }

    private static IEnumerable<ChecklistItem> ItemsOf(ChecklistContext context, IChecklistCheck check, WrittenLog log)
    {
        string place = log.ConfigurationPath is { } file ? ConfigurationPlace.Format(file, log.LineNumber) : log.Path;
        if (log.Hides)
        {
            yield return context.Item(
                check, ChecklistStatus.Warning, log.Path, "It tells nothing of failed upstreams: they are logged at the level error, and it takes less or is thrown away.", place,
                new Remedy($"Set error_log to a file and the level warn ({place}), then reload.", null, ChangeApplies.NginxReload, Disruptions.NginxReload));
        }
        else if (log.IsDeletedOpen)
        {
            yield return context.Item(
                check, ChecklistStatus.Warning, log.Path, "Its program still writes to a file that was deleted or moved away: what it says is lost.", place,
                log.IsFpm ? new Remedy("Have it opened anew: send its master USR1.", log.ProcessId is { } master ? $"kill -USR1 {master}" : null) : new Remedy("Have it opened anew.", "nginx -s reopen"));
        }
        else if (!IsFile(log))
        {
            yield return context.Item(check, ChecklistStatus.Skipped, log.Path, "It is no file: its program writes elsewhere, as to the journal or to syslog.", place);
        }
        else if (log.Presence == LogPresence.Missing)
        {
            yield return context.Item(check, ChecklistStatus.Skipped, log.Path, "There is no such file: nothing was written yet, or the program was not started with this configuration.", place);
        }
        else if (log.Presence == LogPresence.NotReadable)
        {
            yield return context.NotSeen(check, log.Path, place, context.GapOf($"what {log.Path} says") ?? new NotSeen($"what {log.Path} says", "not readable", "Run it as root."));
        }
    }

    private static bool IsFile(WrittenLog log) => log.Destination is LogDestination.File or LogDestination.BuiltIn;
}
