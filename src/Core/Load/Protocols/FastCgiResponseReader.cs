using Nginx502.FastCgi;

namespace Nginx502.Load;

/// <summary>Reads answers of FastCGI. Connections are not kept, as nginx does not where <c>fastcgi_keep_conn</c> is off.</summary>
internal sealed class FastCgiResponseReader : IResponseReader
{
    private const ushort OnlyRequest = 1;
    private const int MaximumHead = 64 * 1024;

    private readonly RecordDecoder _decoder = new();
    private readonly ReusableBuffer _head = new();

    /// <inheritdoc/>
    public int Status { get; private set; }

    /// <inheritdoc/>
    public bool KeepsConnection => false;

    /// <inheritdoc/>
    public bool IsUntouched { get; private set; } = true;

    /// <inheritdoc/>
    public void Begin()
    {
        _decoder.Reset(OnlyRequest);
        _head.Clear();
        Status = 0;
        IsUntouched = true;
    }

    /// <inheritdoc/>
    public ResponseProgress Feed(ReadOnlySpan<byte> bytes)
    {
        IsUntouched &= bytes.IsEmpty;
        while (true)
        {
            switch (_decoder.Read(ref bytes, out ReadOnlySpan<byte> content))
            {
                case PieceKind.Output when Status == 0 && _head.Length < MaximumHead:
                    _head.Append(content[..Math.Min(content.Length, MaximumHead - _head.Length)]);
                    Status = CgiStatus.Read(_head.Bytes.Span, MaximumHead) ?? 0;
                    break;
                case PieceKind.NeedsMore:
                    return ResponseProgress.NeedsMore;
                case PieceKind.Problem:
                    return ResponseProgress.Broken;
                case PieceKind.End:
                    return Status != 0 && _decoder.End.ProtocolStatus == FastCgiProtocolStatus.RequestComplete ? ResponseProgress.Done : ResponseProgress.Broken;
            }
        }
    }

    /// <inheritdoc/>
    public ResponseProgress Finish() => ResponseProgress.Broken;
}
