using System.Diagnostics.CodeAnalysis;
using System.Text;
using Nginx502.Logs;

namespace Nginx502.Reporting;

/// <summary>Counts upstream errors by symptom and by the name of their upstream; makes no entries.</summary>
internal sealed class ErrorCounter(UpstreamLabels labels) : IRecordReader<NginxUpstreamError>
{
    private readonly NginxErrorLines _lines = new(NginxErrorFilter.UpstreamErrors);
    private byte[] _lastUpstream = [];
    private string? _lastLabel;

    /// <summary>What was counted.</summary>
    public Dictionary<(Symptom Symptom, string Upstream), long> Counts { get; } = [];

    /// <inheritdoc/>
    public bool BeginsRecord(ReadOnlySpan<byte> line) => _lines.BeginsRecord(line);

    /// <inheritdoc/>
    public bool AcceptsContinuation(ReadOnlySpan<byte> record) => _lines.AcceptsContinuation(record);

    /// <inheritdoc/>
    public bool TryReadTime(ReadOnlySpan<byte> line, LogSource source, out DateTime localTime) => _lines.TryReadTime(line, source, out localTime);

    /// <inheritdoc/>
    public RecordOutcome Read(ReadOnlySpan<byte> record, in RecordContext context, [MaybeNull] out NginxUpstreamError entry)
    {
        entry = null;
        RecordOutcome outcome = _lines.Read(record, out ReadOnlySpan<byte> line, out ErrorLogFields fields, out LineVerdict verdict);
        if (outcome != RecordOutcome.Entry)
        {
            return outcome;
        }

        (Symptom, string) key = (verdict.Symptom, LabelOf(fields.Upstream.Of(line)));
        Counts[key] = Counts.GetValueOrDefault(key) + 1;
        return RecordOutcome.Unwanted;
    }

    // In an incident one line after another names the same.
    private string LabelOf(ReadOnlySpan<byte> upstream)
    {
        if (_lastLabel is null || !upstream.SequenceEqual(_lastUpstream))
        {
            _lastUpstream = upstream.ToArray();
            _lastLabel = labels.Of(Encoding.UTF8.GetString(upstream));
        }

        return _lastLabel;
    }
}
