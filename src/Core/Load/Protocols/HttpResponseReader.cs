namespace Nginx502.Load;

/// <summary>
/// Reads answers to GET in HTTP/1.1 (RFC 9112): by length, in chunks, until the connection ends, or without content; interim answers (1xx) are passed over.
/// </summary>
internal sealed class HttpResponseReader : IResponseReader
{
    private const int MaximumHead = 64 * 1024;
    private const int MaximumChunkLine = 4096;
    private const int SwitchingProtocols = 101;
    private const int NoContent = 204;
    private const int NotModified = 304;
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    private readonly HttpChunks _chunks = new(MaximumChunkLine, MaximumHead);
    private byte[] _head = new byte[1024];
    private int _headLength;
    private State _state;
    private long _left;

    private enum State
    {
        Head,
        ByLength,
        Chunked,
        UntilEnd,
        Done,
        Broken,
    }

    /// <inheritdoc/>
    public int Status { get; private set; }

    /// <inheritdoc/>
    public bool KeepsConnection { get; private set; }

    /// <inheritdoc/>
    public bool IsUntouched { get; private set; } = true;

    private static ReadOnlySpan<byte> Opening => "HTTP/1."u8;

    /// <inheritdoc/>
    public void Begin()
    {
        _state = State.Head;
        _headLength = 0;
        Status = 0;
        KeepsConnection = false;
        IsUntouched = true;
    }

    /// <inheritdoc/>
    public ResponseProgress Feed(ReadOnlySpan<byte> bytes)
    {
        IsUntouched &= bytes.IsEmpty;
        while (!bytes.IsEmpty)
        {
            switch (_state)
            {
                case State.Head:
                    FeedHead(ref bytes);
                    break;
                case State.ByLength:
                    long taken = Math.Min(_left, bytes.Length);
                    bytes = bytes[(int)taken..];
                    _left -= taken;
                    _state = _left == 0 ? State.Done : State.ByLength;
                    break;
                case State.Chunked:
                    _state = _chunks.Feed(ref bytes) switch
                    {
                        ResponseProgress.Done => State.Done,
                        ResponseProgress.Broken => State.Broken,
                        _ => State.Chunked,
                    };
                    break;
                case State.Done:
                    // Nobody asked for what comes behind it: this connection is out of step.
                    KeepsConnection = false;
                    return ResponseProgress.Done;
                default:
                    bytes = [];
                    break;
            }
        }

        return Progress;
    }

    /// <inheritdoc/>
    public ResponseProgress Finish()
    {
        KeepsConnection = false;
        _state = _state is State.UntilEnd or State.Done ? State.Done : State.Broken;
        return Progress;
    }

    private ResponseProgress Progress => _state switch
    {
        State.Done => ResponseProgress.Done,
        State.Broken => ResponseProgress.Broken,
        _ => ResponseProgress.NeedsMore,
    };

    // Behind the empty line that ends a head; -1 when it has not come. A lone line feed ends a line too (RFC 9112, 2.2).
    private static int EndOfHead(ReadOnlySpan<byte> bytes, int from)
    {
        while (true)
        {
            int found = bytes[from..].IndexOf(LineFeed);
            if (found < 0)
            {
                return -1;
            }

            from += found + 1;
            if (from < bytes.Length && bytes[from] == LineFeed)
            {
                return from + 1;
            }

            if (from + 1 < bytes.Length && bytes[from] == CarriageReturn && bytes[from + 1] == LineFeed)
            {
                return from + 2;
            }
        }
    }

    private void FeedHead(ref ReadOnlySpan<byte> bytes)
    {
        if (_headLength == 0)
        {
            int end = EndOfHead(bytes, 0);
            if (end >= 0)
            {
                _state = ReadHead(bytes[..end]);
                bytes = bytes[end..];
                return;
            }
        }

        // The empty line may be cut: three bytes of it can be there already.
        int from = Math.Max(0, _headLength - 3);
        int before = _headLength;
        int room = Math.Min(bytes.Length, MaximumHead - _headLength);
        if (_head.Length < _headLength + room)
        {
            Array.Resize(ref _head, Math.Max(_headLength + room, _head.Length * 2));
        }

        bytes[..room].CopyTo(_head.AsSpan(_headLength));
        _headLength += room;
        ReadOnlySpan<byte> head = _head.AsSpan(0, _headLength);
        int whole = EndOfHead(head, from);
        if (whole >= 0)
        {
            bytes = bytes[(whole - before)..];
            _headLength = 0;
            _state = ReadHead(head[..whole]);
            return;
        }

        bytes = [];
        int known = Math.Min(head.Length, Opening.Length);
        _state = _headLength == MaximumHead || !head[..known].SequenceEqual(Opening[..known]) ? State.Broken : State.Head;
    }

    private State ReadHead(ReadOnlySpan<byte> head)
    {
        const int statusAt = 9;
        const int shortest = 12;
        int end = head.IndexOf(LineFeed);
        if (end < shortest || !head.StartsWith(Opening) || head[statusAt - 1] != ' ' || !TryReadStatus(head.Slice(statusAt, 3), out int status))
        {
            return State.Broken;
        }

        var fields = new HttpFraming(head[Opening.Length] != '0');
        for (ReadOnlySpan<byte> rest = head[(end + 1)..]; !rest.IsEmpty; rest = rest[(end + 1)..])
        {
            end = rest.IndexOf(LineFeed);
            fields.Read(rest[..end].TrimEnd(CarriageReturn));
        }

        return fields.IsInvalid ? State.Broken : Frame(status, fields);
    }

    private State Frame(int status, in HttpFraming fields)
    {
        if (status < 200 && status != SwitchingProtocols)
        {
            return State.Head;
        }

        Status = status;
        KeepsConnection = fields.KeepsConnection;
        if (status is NoContent or NotModified)
        {
            return State.Done;
        }

        if (fields.IsChunked)
        {
            _chunks.Begin();
            return State.Chunked;
        }

        if (fields.Length is { } length && !fields.IsUntilEnd)
        {
            _left = length;
            return length == 0 ? State.Done : State.ByLength;
        }

        KeepsConnection = false;
        return State.UntilEnd;
    }

    private static bool TryReadStatus(ReadOnlySpan<byte> digits, out int status)
    {
        status = ((digits[0] - '0') * 100) + ((digits[1] - '0') * 10) + digits[2] - '0';
        return !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && status >= 100;
    }
}
