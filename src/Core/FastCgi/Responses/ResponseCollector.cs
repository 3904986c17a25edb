namespace Nginx502.FastCgi;

/// <summary>
/// Puts together what an application sends, in chunks that are cut anywhere. It takes memory for what came, never for what is
/// claimed, and never more than it is allowed to receive. Its room is kept for the next response.
/// </summary>
internal sealed class ResponseCollector
{
    /// <summary>What is kept of the text for the log; the rest is counted.</summary>
    public const int MaximumErrorOutput = 64 * 1024;

    private readonly RecordDecoder _decoder = new();
    private readonly ReusableBuffer _output = new();
    private readonly ReusableBuffer _errorOutput = new();

    /// <summary>How the records are read.</summary>
    public RecordDecoder Decoder => _decoder;

    /// <summary>The response, or the pairs of an answer about limits; valid until the next change.</summary>
    public ReadOnlySpan<byte> Output => _output.Bytes.Span;

    /// <summary>The text for the log as far as it is kept; valid until the next change.</summary>
    public ReadOnlySpan<byte> ErrorOutput => _errorOutput.Bytes.Span;

    /// <summary>Bytes of the text for the log that are not kept.</summary>
    public long ErrorOutputLeftOut { get; private set; }

    /// <summary>Bytes received, of whatever meaning.</summary>
    public long Received { get; private set; }

    /// <summary>The most bytes to receive.</summary>
    public long Maximum { get; private set; }

    /// <summary>True when more came than was allowed.</summary>
    public bool IsTooMuch { get; private set; }

    /// <summary>True when nothing more is to be read: the response is complete, broken or too long.</summary>
    public bool IsDone => _decoder.HasEnded || _decoder.Problem != DecodeProblem.None || IsTooMuch;

    /// <summary>Begins anew.</summary>
    /// <param name="requestId">The request that is answered; 0 for a question about limits.</param>
    /// <param name="maximum">The most bytes to receive.</param>
    public void Reset(ushort requestId, long maximum)
    {
        _decoder.Reset(requestId);
        _output.Clear();
        _errorOutput.Clear();
        Maximum = maximum;
        ErrorOutputLeftOut = 0;
        Received = 0;
        IsTooMuch = false;
    }

    /// <summary>Takes a chunk. Bytes behind the end are counted, and nothing else.</summary>
    public void Feed(ReadOnlySpan<byte> chunk)
    {
        long allowed = Math.Max(0, Maximum - Received);
        bool isOver = chunk.Length > allowed;
        ReadOnlySpan<byte> rest = isOver ? chunk[..(int)allowed] : chunk;
        Received += chunk.Length;
        while (Take(_decoder.Read(ref rest, out ReadOnlySpan<byte> content), content))
        {
        }

        IsTooMuch |= isOver && !IsDone;
    }

    /// <summary>The connection has ended.</summary>
    public void Finish()
    {
        if (!IsTooMuch)
        {
            _decoder.Finish();
        }
    }

    private bool Take(PieceKind kind, ReadOnlySpan<byte> content)
    {
        switch (kind)
        {
            case PieceKind.Output or PieceKind.Values:
                _output.Append(content);
                return true;
            case PieceKind.ErrorOutput:
                ReadOnlySpan<byte> kept = content[..Math.Min(content.Length, MaximumErrorOutput - _errorOutput.Length)];
                _errorOutput.Append(kept);
                ErrorOutputLeftOut += content.Length - kept.Length;
                return true;
            case PieceKind.End:
                return true;
            default:
                return false;
        }
    }
}
