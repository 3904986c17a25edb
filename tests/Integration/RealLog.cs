using Nginx502.Logs;

namespace Nginx502.IntegrationTests;

/// <summary>Reads a log that a real server wrote, with Core.</summary>
internal static class RealLog
{
    /// <summary>The entries of a log, all of which has to be understood.</summary>
    /// <param name="path">The log.</param>
    /// <param name="newReader">Makes readers of its kind.</param>
    public static IReadOnlyList<TEntry> Read<TEntry>(string path, Func<IRecordReader<TEntry>> newReader)
        where TEntry : class
    {
        ReadStatistics statistics = new();
        using LogFile log = LogFile.Open(path);
        TEntry[] entries = [.. LogReading.Read([log], newReader, LogQuery.Everything, statistics, CancellationToken.None)];
        Assert.Empty(statistics.Samples);
        return entries;
    }
}
