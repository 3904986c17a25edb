using System.Text;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.Following;

/// <summary>Reads records that begin with <c>#</c>.</summary>
internal sealed class LineRecordReader : IRecordReader<LineRecord>
{
    public bool BeginsRecord(ReadOnlySpan<byte> line) => line.StartsWith("#"u8);

    public bool TryReadTime(ReadOnlySpan<byte> line, LogSource source, out DateTime localTime)
    {
        localTime = DateTime.Now;
        return BeginsRecord(line);
    }

    public RecordOutcome Read(ReadOnlySpan<byte> record, in RecordContext context, out LineRecord? entry)
    {
        entry = null;
        if (!BeginsRecord(record))
        {
            return RecordOutcome.NotUnderstood;
        }

        entry = new LineRecord(Encoding.UTF8.GetString(record), context.Origin.FirstLineNumber + context.LineIndex, context.Source.Path, context.Offset);
        return RecordOutcome.Entry;
    }
}
