using System.Runtime.InteropServices;

namespace Nginx502.Logs;

/// <summary>
/// Remembers what the words before the keys of a line mean. A server in trouble writes the same words thousands of times,
/// with other visitors behind them. One thread at a time.
/// </summary>
internal sealed class VerdictMemo
{
    private const int Slots = 256;
    private const int MaxLength = 512;

    private readonly Entry?[] _entries = new Entry?[Slots];

    /// <summary>Gives what was remembered for a line's words; false when they are new, or were forgotten for others.</summary>
    /// <param name="record">The line.</param>
    /// <param name="end">Where its words end.</param>
    /// <param name="fields">The line's head and keys; receives the message, the error and the operation.</param>
    /// <param name="verdict">Receives what they mean.</param>
    public bool TryRecall(ReadOnlySpan<byte> record, int end, ref ErrorLogFields fields, out LineVerdict verdict)
    {
        verdict = default;
        ReadOnlySpan<byte> words = record[fields.Message.Start..end];
        if (words.Length is < sizeof(ulong) or > MaxLength
            || _entries[SlotOf(words)] is not Entry entry
            || !words.SequenceEqual(entry.Words)
            || entry.Level != fields.Level
            || entry.HasClient != fields.HasClient
            || !fields.Upstream.Of(record).SequenceEqual(entry.Upstream))
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
        if (words.Length is < sizeof(ulong) or > MaxLength)
        {
            return;
        }

        _entries[SlotOf(words)] = new Entry(
            words.ToArray(),
            fields.Upstream.Of(record).ToArray(),
            fields.Level,
            fields.HasClient,
            fields.Operation,
            fields.ErrorNumber,
            fields.ErrorText with { Start = (ushort)Math.Max(0, fields.ErrorText.Start - start) },
            fields.Message.Length,
            verdict);
    }

    private static int SlotOf(ReadOnlySpan<byte> words)
    {
        ulong first = MemoryMarshal.Read<ulong>(words);
        ulong middle = MemoryMarshal.Read<ulong>(words[((words.Length - sizeof(ulong)) / 2)..]);
        ulong last = MemoryMarshal.Read<ulong>(words[^sizeof(ulong)..]);
        ulong mixed = (first ^ (middle * 0x9E3779B97F4A7C15UL) ^ (last * 0xC2B2AE3D27D4EB4FUL) ^ (ulong)words.Length) * 0x9E3779B97F4A7C15UL;
        return (int)(mixed >> 56);
    }

    private sealed record Entry(
        byte[] Words,
        byte[] Upstream,
        NginxLogLevel Level,
        bool HasClient,
        UpstreamOperation Operation,
        int ErrorNumber,
        ByteRange ErrorText,
        ushort MessageLength,
        LineVerdict Verdict);
}
