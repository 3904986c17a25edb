using System.Diagnostics.CodeAnalysis;
using Nginx502.Inspection;
using Nginx502.Logs;

namespace Nginx502.Reporting;

/// <summary>Counts what visitors got by the class of its code; keeps no entries.</summary>
internal sealed class AnswerCounter(IReadOnlyList<AccessLogFormat> formats) : IRecordReader<NginxAccessEntry>
{
    private const int HundredsOfAStatus = 100;

    private readonly AccessLogRecordReader _lines = new(formats, AccessLogFilter.Everything, guessOthers: true);

    /// <summary>The classes: <c>1xx</c> to <c>5xx</c>, and <c>other</c> for what has no such code.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"];

    /// <summary>How many requests had a code of each class, in the order of <see cref="Classes"/>.</summary>
    public long[] Counts { get; } = new long[Classes.Count];

    /// <inheritdoc/>
    public bool BeginsRecord(ReadOnlySpan<byte> line) => _lines.BeginsRecord(line);

    /// <inheritdoc/>
    public bool TryReadTime(ReadOnlySpan<byte> line, LogSource source, out DateTime localTime) => _lines.TryReadTime(line, source, out localTime);

    /// <inheritdoc/>
    public RecordOutcome Read(ReadOnlySpan<byte> record, in RecordContext context, [MaybeNull] out NginxAccessEntry entry)
    {
        RecordOutcome outcome = _lines.Read(record, context, out NginxAccessEntry? read);
        entry = null;
        if (outcome != RecordOutcome.Entry)
        {
            return outcome;
        }

        // Looks of this program itself are no visitors.
        if (read!.UserAgent == SiteProber.UserAgent)
        {
            return RecordOutcome.Unwanted;
        }

        int hundreds = (read.Status ?? 0) / HundredsOfAStatus;
        Counts[hundreds >= 1 && hundreds < Classes.Count ? hundreds : 0]++;
        return RecordOutcome.Unwanted;
    }
}
