namespace Nginx502.Logs;

/// <summary>Reads access log lines, in the formats that a configuration names or, where there is none, in those that are known.</summary>
public sealed class AccessLogRecordReader : IRecordReader<NginxAccessEntry>
{
    private readonly IReadOnlyList<AccessLogFormat> _formats;
    private readonly AccessLogFilter _filter;
    private readonly AccessLogGuess? _guess;
    private readonly int[] _ends = new int[AccessLogFormat.MaxVariables];
    private byte[]? _scratch;
    private bool _isFramed;

    /// <summary>A reader.</summary>
    /// <param name="formats">The formats that the configuration names for the log, in its order: the first that a line fits counts.</param>
    /// <param name="filter">Which entries are wanted.</param>
    /// <param name="guessOthers">True to read lines that fit none of the formats by those that are known.</param>
    public AccessLogRecordReader(IReadOnlyList<AccessLogFormat> formats, AccessLogFilter filter, bool guessOthers)
    {
        ArgumentNullException.ThrowIfNull(formats);
        ArgumentNullException.ThrowIfNull(filter);
        _formats = formats;
        _filter = filter;
        _guess = guessOthers ? new AccessLogGuess() : null;
    }

    /// <summary>Every line is a record.</summary>
    public bool BeginsRecord(ReadOnlySpan<byte> line) => true;

    /// <inheritdoc/>
    public bool TryReadTime(ReadOnlySpan<byte> line, LogSource source, out DateTime localTime)
    {
        ReadOnlySpan<byte> text = line;
        AccessLogFormat? format = Match(ref text);
        DateTime? utc = format is null ? null : AccessLogFields.Time(format, text, _ends);
        localTime = utc is DateTime time ? time.ToLocalTime() : default;
        return utc is not null;
    }

    /// <inheritdoc/>
    public RecordOutcome Read(ReadOnlySpan<byte> record, in RecordContext context, out NginxAccessEntry? entry)
    {
        entry = null;
        ReadOnlySpan<byte> text = record;
        if (Match(ref text) is not { } format)
        {
            return RecordOutcome.NotUnderstood;
        }

        if (!_filter.Wants(AccessLogFields.Status(format, text, _ends)))
        {
            return RecordOutcome.Unwanted;
        }

        byte[] line = record.ToArray();
        byte[] ownText = text.Length == line.Length ? line : text.ToArray();
        entry = new NginxAccessEntry(format, line, ownText, _ends.AsSpan(0, format.Variables.Count).ToArray(), context);
        return RecordOutcome.Entry;
    }

    // A line is first read as the one before it: within what a container put around it, or as it is.
    private AccessLogFormat? Match(scoped ref ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> whole = line.TrimEnd((byte)'\r');
        for (int attempt = 0; attempt < 2; attempt++)
        {
            bool unwrap = _isFramed != (attempt == 1);
            ReadOnlySpan<byte> text = unwrap ? LineFraming.Unwrap(whole, ref _scratch) : whole;
            if (MatchText(text) is { } format)
            {
                _isFramed = unwrap;
                line = text;
                return format;
            }
        }

        return null;
    }

    private AccessLogFormat? MatchText(ReadOnlySpan<byte> text)
    {
        for (int index = 0; index < _formats.Count; index++)
        {
            if (_formats[index].TryMatch(text, _ends))
            {
                return _formats[index];
            }
        }

        return _guess?.Match(text, _ends);
    }
}
