using Nginx502.Logs;

namespace Nginx502;

/// <summary>Reads and measures nginx's error logs.</summary>
public static class NginxErrorLog
{
    /// <summary>The wanted lines of logs, in their order.</summary>
    /// <param name="files">Open logs, oldest first; the caller disposes of them.</param>
    /// <param name="filter">Which lines.</param>
    /// <param name="query">Which part of the logs.</param>
    /// <param name="statistics">Counts what was not understood.</param>
    /// <param name="stop">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    public static IEnumerable<NginxUpstreamError> Read(
        IReadOnlyList<LogFile> files, NginxErrorFilter filter, LogQuery query, ReadStatistics statistics, CancellationToken stop) =>
        LogReading.Read<NginxUpstreamError>(files, () => new NginxErrorRecordReader(filter), query, statistics, stop);

    /// <summary>Counts the wanted lines into a meter, without an object for each.</summary>
    /// <param name="files">Open logs, oldest first; the caller disposes of them.</param>
    /// <param name="filter">Which lines.</param>
    /// <param name="query">Which part of the logs; the last so many are counted when it says so.</param>
    /// <param name="newMeter">Makes meters of the same kind, one for each worker.</param>
    /// <param name="statistics">Counts what was not understood.</param>
    /// <param name="stop">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    public static NginxUpstreamErrorMeter Measure(
        IReadOnlyList<LogFile> files,
        NginxErrorFilter filter,
        LogQuery query,
        Func<NginxUpstreamErrorMeter> newMeter,
        ReadStatistics statistics,
        CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(newMeter);
        NginxUpstreamErrorMeter total = newMeter();
        if (query.Tail is not null)
        {
            foreach (NginxUpstreamError error in Read(files, filter, query, statistics, stop))
            {
                total.Add(error);
            }

            return total;
        }

        IReadOnlyCollection<IRecordReader<NginxUpstreamError>> readers = LogReading.Count<NginxUpstreamError>(
            files, () => new NginxErrorCountReader(filter, newMeter()), query, statistics, stop);
        foreach (NginxErrorCountReader reader in readers.Cast<NginxErrorCountReader>())
        {
            total.Merge(reader.Meter);
        }

        return total;
    }
}
