using Nginx502.Logs;

namespace Nginx502.IntegrationTests.Faults;

/// <summary>Reads an error log with Core, as the cmdlet does.</summary>
internal static class ErrorLog
{
    /// <summary>The entries of a log.</summary>
    /// <param name="path">The log.</param>
    /// <param name="filter">Which of them.</param>
    public static IReadOnlyList<NginxUpstreamError> Read(string path, NginxErrorFilter filter)
    {
        ReadStatistics statistics = new();
        using LogFile log = LogFile.Open(path);
        NginxUpstreamError[] entries =
        [
            .. LogReading.Read<NginxErrorRecordReader, NginxUpstreamError>(
                [log], () => new NginxErrorRecordReader(filter), LogQuery.Everything, statistics, CancellationToken.None),
        ];

        // Whatever nginx itself wrote is understood.
        Assert.Equal(0, statistics.NotUnderstood);
        return entries;
    }

    /// <summary>The upstream errors alone.</summary>
    public static IReadOnlyList<NginxUpstreamError> ReadErrors(string path) => Read(path, NginxErrorFilter.UpstreamErrors);

    /// <summary>The look-alikes too, without what nginx says of its own coming and going.</summary>
    public static IReadOnlyList<NginxUpstreamError> ReadAll(string path) =>
        [.. Read(path, new NginxErrorFilter { IncludesLookAlikes = true }).Where(entry => entry.Symptom != Symptom.Lifecycle)];
}
