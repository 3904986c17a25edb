using System.Text;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.FpmLog;

/// <summary>Reads text as the reading engine reads a log.</summary>
internal static class FpmLogText
{
    public static IReadOnlyList<FpmLogEntry> Read(string text, FpmLogFilter? filter = null) => Read(text, out _, filter);

    public static IReadOnlyList<FpmLogEntry> Read(string text, out ReadStatistics statistics, FpmLogFilter? filter = null)
    {
        statistics = new ReadStatistics();
        var log = new TextLog<FpmLogEntry>(new FpmLogRecordReader(filter ?? FpmLogFilter.Everything), LogQuery.Everything, statistics);
        var entries = new List<FpmLogEntry>();
        foreach (string line in text.Split('\n'))
        {
            entries.AddRange(log.Add(line));
        }

        entries.AddRange(log.Complete());
        return entries;
    }

    public static FpmLogEntry One(string record)
    {
        RecordOutcome outcome = ReadRecord(Encoding.UTF8.GetBytes(record), out FpmLogEntry? entry);
        Assert.Equal(RecordOutcome.Entry, outcome);
        return entry!;
    }

    public static RecordOutcome ReadRecord(byte[] record, out FpmLogEntry? entry, FpmLogFilter? filter = null)
    {
        var context = new RecordContext(new LogSource("/var/log/php-fpm.log", LogClock.Local), new LineOrigin { FirstLineNumber = 1 }, 0, 0);
        return new FpmLogRecordReader(filter ?? FpmLogFilter.Everything).Read(record, context, out entry);
    }
}
