using Nginx502.Inspection;
using Nginx502.Logs;

namespace Nginx502.Pipeline;

/// <summary>Fills what visitors got into errors, from access logs.</summary>
internal static class AccessLogJoining
{
    /// <summary>Sets the status of each error whose request is told for certain.</summary>
    /// <param name="errors">The errors.</param>
    /// <param name="areAllErrorsKnown">True when no error of the same time was left out.</param>
    /// <param name="logs">Open access logs, oldest first.</param>
    /// <param name="known">What the configuration says of access logs: their formats.</param>
    /// <param name="statistics">Counts what was not understood.</param>
    /// <param name="stop">Ctrl+C.</param>
    public static void Fill(
        IReadOnlyList<NginxUpstreamError> errors,
        bool areAllErrorsKnown,
        IReadOnlyList<LogFile> logs,
        IEnumerable<NginxLogFile> known,
        ReadStatistics statistics,
        CancellationToken stop)
    {
        var join = new AccessLogJoin(errors, areAllErrorsKnown);
        if (join.From is null)
        {
            return;
        }

        AccessLogFormat[] formats = [.. known.SelectMany(log => log.Formats).Distinct()];
        var query = new LogQuery(join.From, join.Until);

        foreach (NginxAccessEntry entry in LogReading.Read(
            logs, () => new AccessLogRecordReader(formats, AccessLogFilter.Everything, guessOthers: true), query, statistics, stop))
        {
            join.Add(entry);
        }

        join.Complete();
    }
}
