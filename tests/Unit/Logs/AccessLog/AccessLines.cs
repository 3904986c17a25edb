using System.Text;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.AccessLog;

/// <summary>Reads single lines as the reading engine would.</summary>
internal static class AccessLines
{
    public static readonly LogSource Source = new("/var/log/nginx/access.log", LogClock.Local);

    public static NginxAccessEntry Read(string line, AccessLogFormat format)
    {
        var reader = new AccessLogRecordReader([format], AccessLogFilter.Everything, guessOthers: false);
        Assert.Equal(RecordOutcome.Entry, Read(reader, line, out NginxAccessEntry? entry));
        return entry!;
    }

    public static NginxAccessEntry Guess(string line)
    {
        Assert.Equal(RecordOutcome.Entry, Read(Guessing(), line, out NginxAccessEntry? entry));
        return entry!;
    }

    public static AccessLogRecordReader Guessing() => new([], AccessLogFilter.Everything, guessOthers: true);

    public static RecordOutcome Read(AccessLogRecordReader reader, string line, out NginxAccessEntry? entry) =>
        reader.Read(Encoding.UTF8.GetBytes(line), new RecordContext(Source, new LineOrigin(), 0, 0), out entry);

    public static DateTime Local(int year, int month, int day, int hour, int minute, int second, int millisecond = 0) =>
        new DateTime(year, month, day, hour, minute, second, millisecond, DateTimeKind.Utc).ToLocalTime();
}
