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
        if (lost.Length == 0)
        {
            yield break;
        }

        bool isNginx = lost.Any(log => !log.IsFpm);
        int? master = lost.Select(log => log.ProcessId).FirstOrDefault(id => id is not null);
        yield return new Finding
        {
            Cause = Cause.LogsElsewhere,
            Severity = Severity.Note,
            Confidence = Confidence.Certain,
            ConfidenceReason = "The kernel tells which files the master has open.",
            IsPresent = true,
            Explanation = $"{(isNginx ? "nginx" : "php-fpm")} does not write to {lost[0].Path} any more: {(lost[0].IsDeletedOpen ? "the file that it has open was deleted" : "it has another file open")}. What happens is not found where one looks for it.",
            Evidence = [.. lost.Take(3).Select(log => new FindingEvidence("kernel", log.IsDeletedOpen ? "still written, and deleted" : "not open in the master", log.Path))],
            Remedies = [new Remedy("Have the logs opened anew; no request is lost.", isNginx ? "nginx -s reopen" : master is { } id ? $"kill -USR1 {id}" : null)],
        };
    }
}
