using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.Reading;

/// <summary>
/// Reading as simple as it can be told: all bytes at once, line by line, no segments. What the engine does on all processors
/// is compared with it.
/// </summary>
internal static class SequentialReading
{
    private const int MaxRecordBytes = ushort.MaxValue;

    public static (IReadOnlyList<NginxUpstreamError> Entries, ReadStatistics Statistics) Read(byte[] bytes, NginxErrorFilter filter)
    {
        var reader = new NginxErrorRecordReader(filter);
        var statistics = new ReadStatistics();
        var source = new LogSource(path: null, LogClock.Assumed);
        var origin = new LineOrigin { FirstLineNumber = 1 };
        var entries = new List<NginxUpstreamError>();
        int recordStart = -1;
        int recordEnd = 0;
        int recordLine = 0;
        int line = 0;
        for (int start = 0; start < bytes.Length; line++)
        {
            int length = bytes.AsSpan(start).IndexOf((byte)'\n');
            int end = length < 0 ? bytes.Length : start + length;
            int next = length < 0 ? bytes.Length : end + 1;
            if (end > start && bytes[end - 1] == (byte)'\r')
            {
                end--;
            }

            bool continues = recordStart >= 0
                && !reader.BeginsRecord(bytes.AsSpan(start, end - start))
                && end - recordStart <= MaxRecordBytes
                && reader.AcceptsContinuation(bytes.AsSpan(recordStart, recordEnd - recordStart));
            if (!continues)
            {
                Take();
                recordStart = start;
                recordLine = line;
            }

            recordEnd = end;
            start = next;
        }

        Take();
        return (entries, statistics);

        void Take()
        {
            if (recordStart < 0 || recordEnd == recordStart)
            {
                return;
            }

            ReadOnlySpan<byte> record = bytes.AsSpan(recordStart, Math.Min(recordEnd - recordStart, MaxRecordBytes));
            if (record.Length < recordEnd - recordStart)
            {
                statistics.AddShortened();
            }

            var context = new RecordContext(source, origin, recordLine, recordStart);
            RecordOutcome outcome = reader.Read(record, context, out NginxUpstreamError? entry);
            if (outcome == RecordOutcome.Entry)
            {
                entries.Add(entry!);
            }
            else if (outcome == RecordOutcome.NotUnderstood)
            {
                statistics.AddNotUnderstood(record, context);
            }
        }
    }
}
