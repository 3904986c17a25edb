namespace Nginx502.Logs;

/// <summary>Whether the records of one source were understood. Safe for several workers.</summary>
internal sealed class SourceTally
{
    private long _notUnderstood;
    private volatile bool _hasUnderstood;

    /// <summary>True when any record that is not blank was understood, wanted or not.</summary>
    public bool HasUnderstood => _hasUnderstood;

    /// <summary>Records that were not understood.</summary>
    public long NotUnderstood => Interlocked.Read(ref _notUnderstood);

    /// <summary>Counts a record that was not understood; true for the first.</summary>
    public bool AddNotUnderstood() => Interlocked.Increment(ref _notUnderstood) == 1;

    /// <summary>Notes a record that was understood. A blank one says nothing of its log, whose kind it could be of any.</summary>
    public void NoteUnderstood(ReadOnlySpan<byte> record)
    {
        if (!_hasUnderstood && record.IndexOfAnyExcept(" \t\r\n\0"u8) >= 0)
        {
            _hasUnderstood = true;
        }
    }
}
