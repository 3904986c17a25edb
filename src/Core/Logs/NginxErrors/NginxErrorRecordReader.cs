using System.Diagnostics.CodeAnalysis;

namespace Nginx502.Logs;

/// <summary>Reads records of nginx's error log, bare or as containers and syslog wrap them.</summary>
/// <param name="filter">Which of them become entries.</param>
public sealed class NginxErrorRecordReader(NginxErrorFilter filter) : IRecordReader<NginxUpstreamError>
{
    private readonly NginxErrorLines _lines = new(filter);

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
