namespace Nginx502.Logs;

/// <summary>
/// Remembers what the words before the keys of a line mean. A server in trouble writes the same words thousands of times,
/// with other visitors behind them. One thread at a time.
/// </summary>
internal sealed class VerdictMemo
{
    private const int MaxLength = 512;

    private readonly Entry?[] _entries = new Entry?[WordSketch.Count];

    /// <summary>Gives what was remembered for a line's words; false when they are new, or were forgotten for others.</summary>
    /// <param name="record">The line.</param>
    /// <param name="end">Where its words end.</param>
    /// <param name="fields">The line's head and keys; receives the message, the error and the operation.</param>
    /// <param name="verdict">Receives what they mean.</param>
    public bool TryRecall(ReadOnlySpan<byte> record, int end, ref ErrorLogFields fields, out LineVerdict verdict)
    {
        // Unknown words are an upstream's only when a key names one.
        verdict = default;
        ReadOnlySpan<byte> words = record[fields.Message.Start..end];
        if (words.Length > MaxLength
            || _entries[WordSketch.Of(words)] is not Entry entry
            || !words.SequenceEqual(entry.Words)
            || entry.Level != fields.Level
            || entry.HasClient != fields.HasClient
            || (entry.Verdict.Symptom == Symptom.Other && record[end..].IndexOf(", upstream: \""u8) >= 0))
        {
            return false;
        }

        int start = fields.Message.Start;
        fields.Operation = entry.Operation;
        fields.ErrorNumber = entry.ErrorNumber;
        fields.ErrorText = entry.ErrorText with { Start = (ushort)(entry.ErrorText.Start + start) };
        fields.Message = fields.Message with { Length = entry.MessageLength };
        verdict = entry.Verdict;
        return true;
    }

    /// <summary>Remembers what a line's words mean.</summary>
    public void Remember(ReadOnlySpan<byte> record, int end, in ErrorLogFields fields, LineVerdict verdict)
    {
        int start = fields.Message.Start;
        ReadOnlySpan<byte> words = record[start..end];
        // What EAGAIN means depends on the peer, which words need not name.
        if (words.Length > MaxLength || fields.ErrorNumber == (int)Errno.EAGAIN || verdict.Symptom == Symptom.Unknown)
        {
            return;
        }

        _entries[WordSketch.Of(words)] = new Entry(
            words.ToArray(),
            fields.Level,
            fields.HasClient,
            fields.Operation,
            fields.ErrorNumber,
            fields.ErrorText with { Start = (ushort)Math.Max(0, fields.ErrorText.Start - start) },
            fields.Message.Length,
            verdict);
    }

    private sealed record Entry(
        byte[] Words,
        NginxLogLevel Level,
        bool HasClient,
        UpstreamOperation Operation,
        int ErrorNumber,
        ByteRange ErrorText,
        ushort MessageLength,
        LineVerdict Verdict);
}
