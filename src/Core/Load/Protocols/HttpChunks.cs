namespace Nginx502.Load;

/// <summary>Finds the end of content that comes in chunks (RFC 9112, 7.1), cut anywhere.</summary>
/// <param name="maximumLine">The most bytes of a line with a size.</param>
/// <param name="maximumTrailer">The most bytes behind the last chunk.</param>
internal sealed class HttpChunks(int maximumLine, int maximumTrailer)
{
    private State _state;
    private long _size;
    private int _digits;
    private int _lineLength;
    private int _trailerLength;

    private enum State
    {
        Size,
        Extension,
        Content,
        ContentEnd,
        TrailerStart,
        Trailer,
        TrailerEnd,
    }

    /// <summary>Begins anew.</summary>
    public void Begin()
    {
        _trailerLength = 0;
        BeginLine();
    }

    /// <summary>Takes what came; what lies behind the end is left.</summary>
    public ResponseProgress Feed(ref ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_state == State.Content)
            {
                int taken = (int)Math.Min(_size, bytes.Length);
                bytes = bytes[taken..];
                _size -= taken;
                _state = _size == 0 ? State.ContentEnd : State.Content;
                continue;
            }

            byte next = bytes[0];
            bytes = bytes[1..];
            switch (Step(next))
            {
                case ResponseProgress.Done:
                    return ResponseProgress.Done;
                case ResponseProgress.Broken:
                    return ResponseProgress.Broken;
            }
        }

        return ResponseProgress.NeedsMore;
    }

    private ResponseProgress Step(byte next)
    {
        switch (_state)
        {
            case State.Size when char.IsAsciiHexDigit((char)next):
                // Fifteen digits are an exabyte: what is longer is no size.
                _size = (_size << 4) | Value(next);
                return ++_digits > 15 ? ResponseProgress.Broken : ResponseProgress.NeedsMore;
            case State.Size or State.Extension:
                return StepLine(next);
            case State.ContentEnd:
                if (next == '\n')
                {
                    BeginLine();
                    return ResponseProgress.NeedsMore;
                }

                return next == '\r' ? ResponseProgress.NeedsMore : ResponseProgress.Broken;
            default:
                return StepTrailer(next);
        }
    }

    private ResponseProgress StepLine(byte next)
    {
        if (_digits == 0 || ++_lineLength > maximumLine)
        {
            return ResponseProgress.Broken;
        }

        if (next == '\n')
        {
            _state = _size == 0 ? State.TrailerStart : State.Content;
            return ResponseProgress.NeedsMore;
        }

        bool isExpected = _state == State.Extension || next is (byte)'\r' or (byte)';' or (byte)' ' or (byte)'\t';
        _state = State.Extension;
        return isExpected ? ResponseProgress.NeedsMore : ResponseProgress.Broken;
    }

    private ResponseProgress StepTrailer(byte next)
    {
        if (++_trailerLength > maximumTrailer)
        {
            return ResponseProgress.Broken;
        }

        if (next == '\n')
        {
            bool isEmpty = _state is State.TrailerStart or State.TrailerEnd;
            _state = State.TrailerStart;
            return isEmpty ? ResponseProgress.Done : ResponseProgress.NeedsMore;
        }

        _state = _state == State.TrailerStart && next == '\r' ? State.TrailerEnd : State.Trailer;
        return ResponseProgress.NeedsMore;
    }

    private static long Value(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private void BeginLine() => (_state, _size, _digits, _lineLength) = (State.Size, 0, 0, 0);
}
