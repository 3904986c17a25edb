namespace Nginx502.Logs;

/// <summary>Walks over the lines of a segment and, where the segment ends inside a line, reads on behind it.</summary>
internal ref struct LineCursor(SegmentBuffer segment)
{
    private readonly SegmentBuffer _segment = segment;
    private ReadOnlySpan<byte> _bytes = segment.Bytes;
    private bool _hasLineEnd;
    private bool _isOver;

    /// <summary>Where the next line starts.</summary>
    public int NextStart { get; private set; }

    /// <summary>Where the line starts.</summary>
    public int Start { get; private set; }

    /// <summary>Where the line ends, without its CR and LF.</summary>
    public int End { get; private set; }

    /// <summary>The line without its line end.</summary>
    public readonly ReadOnlySpan<byte> Line => _bytes[Start..End];

    /// <summary>True when the line's LF is one of the first <paramref name="owned"/> bytes.</summary>
    public readonly bool EndsWithin(int owned) => _hasLineEnd && NextStart <= owned;

    /// <summary>Goes to the next line; false when there is none.</summary>
    public bool MoveNext()
    {
        Start = NextStart;
        if (_isOver)
        {
            return false;
        }

        int length = _bytes[Start..].IndexOf((byte)'\n');
        if (length < 0)
        {
            length = FindLineEndBehind();
        }

        _hasLineEnd = length >= 0;
        _isOver = length < 0;
        End = _hasLineEnd ? Start + length : _bytes.Length;
        NextStart = _hasLineEnd ? End + 1 : End;
        if (End > Start && _bytes[End - 1] == (byte)'\r')
        {
            End--;
        }

        return NextStart > Start;
    }

    /// <summary>Leaves the line that the segment begins in the middle of; false when it does not end within the segment.</summary>
    public bool TrySkipLine(int owned)
    {
        int length = _bytes[..owned].IndexOf((byte)'\n');
        NextStart = length + 1;
        return length >= 0;
    }

    private int FindLineEndBehind()
    {
        // What the segment cannot hold of a line is lost, and nothing behind it is this segment's: the line reaches beyond all
        // lines that the next segment leaves to this one.
        while (true)
        {
            int searched = _bytes.Length;
            if (searched == _segment.Bytes.Length && !_segment.Extend())
            {
                break;
            }

            _bytes = _segment.Bytes;
            int length = _bytes[searched..].IndexOf((byte)'\n');
            if (length >= 0)
            {
                return searched + length - Start;
            }
        }

        return -1;
    }
}
