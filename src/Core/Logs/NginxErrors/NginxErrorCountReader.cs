using System.Diagnostics.CodeAnalysis;

namespace Nginx502.Logs;

/// <summary>Counts records of nginx's error log into a meter of its own, and makes no entries.</summary>
internal sealed class NginxErrorCountReader(NginxErrorFilter filter, NginxUpstreamErrorMeter meter) : IRecordReader<NginxUpstreamError>
{
    private readonly NginxErrorLines _lines = new(filter);

    /// <summary>What was counted.</summary>
    public NginxUpstreamErrorMeter Meter { get; } = meter;

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
        entry = null;
        RecordOutcome outcome = _lines.Read(record, out ReadOnlySpan<byte> line, out ErrorLogFields fields, out LineVerdict verdict);
        if (outcome != RecordOutcome.Entry)
        {
            return outcome;
        }

        Meter.Add(line, fields, verdict.Symptom, context.Source);
        return RecordOutcome.Unwanted;
    }
}
