namespace Nginx502.FastCgi;

/// <summary>
/// Reads what an application sends, in chunks that are cut anywhere. It keeps at most a header or the eight bytes of a body,
/// whatever lengths the application claims: content is handed on as it comes. Never throws for what it is fed, and says the
/// same however the bytes are cut.
/// </summary>
internal sealed class RecordDecoder
{
    // A header, or the content of a record that is read as a whole: both have eight bytes.
    private readonly byte[] _gathered = new byte[RecordHeader.Size];
    private int _gatheredLength;
    private State _state;
    private RecordHeader _record;
    private int _contentLeft;
    private int _paddingLeft;
    private ushort _requestId;

    private enum State
    {
        Header,
        Stream,
        Body,
        Padding,
        BehindEnd,
        Broken,
    }

    /// <summary>How the bytes break the protocol.</summary>
    public DecodeProblem Problem { get; private set; }

    /// <summary>The record that the problem is about.</summary>
    public RecordHeader Record => _record;

    /// <summary>The first bytes of what is no record, at most eight.</summary>
    public ReadOnlySpan<byte> Opening => _gathered.AsSpan(0, _gatheredLength);

    /// <summary>True once the end was read.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What the end says.</summary>
    public EndOfRequest End { get; private set; }

    /// <summary>The type that the application does not know, when it says so.</summary>
    public RecordType UnknownType { get; private set; }

    /// <summary>How many records began.</summary>
    public long Records { get; private set; }

    /// <summary>Bytes behind the last record: they belong to nothing.</summary>
    public long BytesBehindEnd { get; private set; }

    /// <summary>True when nothing is left to come of the last record and nothing came behind it: the connection is good for another request.</summary>
    public bool IsAtCleanEnd => _state == State.BehindEnd && BytesBehindEnd == 0;

    /// <summary>Begins anew.</summary>
    /// <param name="requestId">The request that is answered; 0 for a question about limits.</param>
    public void Reset(ushort requestId)
    {
        _requestId = requestId;
        _gatheredLength = 0;
        _state = State.Header;
        Problem = DecodeProblem.None;
        HasEnded = false;
        End = default;
        UnknownType = default;
        Records = 0;
        BytesBehindEnd = 0;
    }

    /// <summary>Takes the next piece from the front of the bytes. Call it until it needs more, has a problem, or is at the end.</summary>
    /// <param name="bytes">What came; what is taken is cut off.</param>
    /// <param name="content">The content of the piece, a part of the bytes.</param>
    public PieceKind Read(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> content)
    {
        content = [];
        while (true)
        {
            switch (_state)
            {
                case State.Header:
                    if (!Gather(ref bytes))
                    {
                        return PieceKind.NeedsMore;
                    }

                    if (!BeginRecord())
                    {
                        return PieceKind.Problem;
                    }

                    break;
                case State.Stream when _contentLeft > 0:
                    if (bytes.IsEmpty)
                    {
                        return PieceKind.NeedsMore;
                    }

                    content = Take(ref bytes, ref _contentLeft);
                    return KindOf(_record.Type);
                case State.Stream:
                    EndRecord();
                    if (HasEnded)
                    {
                        return PieceKind.End;
                    }

                    break;
                case State.Body:
                    if (!Gather(ref bytes))
                    {
                        return PieceKind.NeedsMore;
                    }

                    return EndBody();
                case State.Padding:
                    _ = Take(ref bytes, ref _paddingLeft);
                    if (_paddingLeft > 0)
                    {
                        return PieceKind.NeedsMore;
                    }

                    _state = HasEnded ? State.BehindEnd : State.Header;
                    break;
                case State.BehindEnd:
                    BytesBehindEnd += bytes.Length;
                    bytes = [];
                    return PieceKind.NeedsMore;
                default:
                    return PieceKind.Problem;
            }
        }
    }

    /// <summary>The connection has ended: what is missing becomes the problem, unless there is one or nothing is missing.</summary>
    public void Finish()
    {
        if (HasEnded || _state == State.Broken)
        {
            return;
        }

        bool isInHeader = _state == State.Header && _gatheredLength > 0;
        if (isInHeader && _gathered[0] != RecordHeader.CurrentVersion)
        {
            Break(Records == 0 ? DecodeProblem.NotFastCgi : DecodeProblem.NotARecord);
        }
        else
        {
            Break(Records == 0 && !isInHeader ? DecodeProblem.NothingSent : DecodeProblem.CutShort);
        }
    }

    private static PieceKind KindOf(RecordType type) => type switch
    {
        RecordType.StandardOutput => PieceKind.Output,
        RecordType.StandardError => PieceKind.ErrorOutput,
        _ => PieceKind.Values,
    };

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, ref int left)
    {
        ReadOnlySpan<byte> taken = bytes[..Math.Min(left, bytes.Length)];
        bytes = bytes[taken.Length..];
        left -= taken.Length;
        return taken;
    }

    private bool Gather(ref ReadOnlySpan<byte> bytes)
    {
        int left = _gathered.Length - _gatheredLength;
        ReadOnlySpan<byte> taken = Take(ref bytes, ref left);
        taken.CopyTo(_gathered.AsSpan(_gatheredLength));
        _gatheredLength += taken.Length;
        return left == 0;
    }

    private bool BeginRecord()
    {
        RecordHeader header = RecordHeader.Read(_gathered);
        DecodeProblem problem = Judge(header);
        if (problem != DecodeProblem.None)
        {
            _record = header;
            Break(problem);
            return false;
        }

        _record = header;
        _gatheredLength = 0;
        _contentLeft = header.ContentLength;
        _paddingLeft = header.PaddingLength;
        _state = header.Type is RecordType.EndRequest or RecordType.UnknownType ? State.Body : State.Stream;
        Records++;
        return true;
    }

    private DecodeProblem Judge(RecordHeader header)
    {
        if (header.Version != RecordHeader.CurrentVersion)
        {
            return Records == 0 ? DecodeProblem.NotFastCgi : DecodeProblem.NotARecord;
        }

        bool isExpected = header.Type switch
        {
            RecordType.StandardOutput or RecordType.StandardError or RecordType.EndRequest => _requestId != 0,
            RecordType.GetValuesResult => _requestId == 0,
            RecordType.UnknownType => true,
            _ => false,
        };
        if (!isExpected)
        {
            return DecodeProblem.UnexpectedRecord;
        }

        if (header.RequestId != (header.Type == RecordType.UnknownType ? 0 : _requestId))
        {
            return DecodeProblem.WrongRequestId;
        }

        bool isOfFixedLength = header.Type is RecordType.EndRequest or RecordType.UnknownType;
        return isOfFixedLength && header.ContentLength != EndOfRequest.Size ? DecodeProblem.MalformedRecord : DecodeProblem.None;
    }

    private PieceKind EndBody()
    {
        if (_record.Type == RecordType.UnknownType)
        {
            UnknownType = (RecordType)_gathered[0];
            Break(DecodeProblem.TypeNotKnown);
            return PieceKind.Problem;
        }

        End = EndOfRequest.Read(_gathered);
        HasEnded = true;
        EndRecord();
        return PieceKind.End;
    }

    // One record answers a question about limits.
    private void EndRecord()
    {
        HasEnded |= _record.Type == RecordType.GetValuesResult;
        _gatheredLength = 0;
        _state = _paddingLeft > 0 ? State.Padding : HasEnded ? State.BehindEnd : State.Header;
    }

    private void Break(DecodeProblem problem)
    {
        Problem = problem;
        _state = State.Broken;
    }
}
