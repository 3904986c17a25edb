using Nginx502.Inspection;
using Nginx502.Nginx;

namespace Nginx502.Diagnosis;

/// <summary>The logs are not where one looks: a deleted or moved file is still written, or what happens goes to syslog or a stream.</summary>
internal sealed class LogsElsewhereRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        WrittenLog[] lost = [.. context.Snapshot.Logs.Where(log => log.IsDeletedOpen || log is { IsOpen: false, Presence: LogPresence.Readable or LogPresence.Missing, Destination: LogDestination.File or LogDestination.BuiltIn, Path: not "/dev/null", IsFpm: false })];
        foreach (IGrouping<(bool IsFpm, int? Master), WrittenLog> master in lost.GroupBy(log => (log.IsFpm, log.ProcessId)))
        {
            yield return Of(context, master.Key.IsFpm, master.Key.Master, [.. master]);
        }
    }

    private static Finding Of(DiagnosisContext context, bool isFpm, int? master, WrittenLog[] lost) => new()
    {
        Cause = Cause.LogsElsewhere,
        Severity = Severity.Note,
        Confidence = Confidence.Certain,
        ConfidenceReason = "The kernel tells which files the master has open.",
        IsPresent = true,
        Explanation = $"{(isFpm ? "php-fpm" : "nginx")} does not write to {lost[0].Path} any more: {(lost[0].IsDeletedOpen ? "the file that it has open was deleted" : "it has another file open")}. What happens is not found where one looks for it.",
        Evidence = [.. lost.Take(3).Select(log => new FindingEvidence("kernel", log.IsDeletedOpen ? "still written, and deleted" : "not open in the master", log.Path))],

        // Of several nginx each has a pid file of its own, and -s asks the usual one.
        Remedies = [new Remedy("Have the logs opened anew; no request is lost.", !isFpm && context.Snapshot.Configuration.Nginx.Length < 2 ? "nginx -s reopen" : master is { } id ? $"kill -USR1 {id}" : null)],
    };
}
