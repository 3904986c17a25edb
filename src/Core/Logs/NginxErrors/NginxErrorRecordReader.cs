using System.Diagnostics.CodeAnalysis;

namespace Nginx502.Logs;

/// <summary>Reads records of nginx's error log, bare or as containers and syslog wrap them.</summary>
/// <remarks>A structure, so that the reading engine is compiled for it and calls it directly.</remarks>
public readonly struct NginxErrorRecordReader : IRecordReader<NginxUpstreamError>
{
    private readonly NginxErrorLines _lines;

    /// <summary>A reader of the lines that a filter wants.</summary>
    public NginxErrorRecordReader(NginxErrorFilter filter) => _lines = new NginxErrorLines(filter);

    /// <inheritdoc/>
    public bool BeginsRecord(ReadOnlySpan<byte> line) => _lines.BeginsRecord(line);

    /// <inheritdoc/>
    public bool AcceptsContinuation(ReadOnlySpan<byte> record) => _lines.AcceptsContinuation(record);

    /// <inheritdoc/>
    public bool TryReadTime(ReadOnlySpan<byte> line, LogSource source, out DateTime localTime) =>
        _lines.TryReadTime(line, source, out localTime);

    /// <inheritdoc/>
    public RecordOutcome Read(ReadOnlySpan<byte> record, in RecordContext context, [MaybeNull] out NginxUpstreamError entry)
    {
        RecordOutcome outcome = _lines.Read(record, out ReadOnlySpan<byte> line, out ErrorLogFields fields, out LineVerdict verdict);
        entry = null;
        if (outcome == RecordOutcome.Entry)
        {
            byte[]? framed = line.Length == record.Length ? null : record.ToArray();
            entry = new NginxUpstreamError(line.ToArray(), framed, context, fields, verdict);
        }

        return outcome;
    }
}
