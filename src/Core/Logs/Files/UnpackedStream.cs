namespace Nginx502.Logs;

/// <summary>Gives what can be unpacked. A file that was cut or damaged ends where it can be read no further, and that is told.</summary>
/// <param name="unpacking">The decoder; closed with this stream.</param>
/// <param name="isWhole">Asked at the end, with the number of bytes that were unpacked.</param>
/// <param name="onCutShort">Called once when the content is not whole.</param>
internal sealed class UnpackedStream(Stream unpacking, Func<long, bool> isWhole, Action onCutShort) : ForwardStream
{
    private long _length;
    private bool _isAtEnd;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_isAtEnd || buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            int read = unpacking.Read(buffer);
            _length += read;
            if (read > 0)
            {
                return read;
            }

            if (!isWhole(_length))
            {
                onCutShort();
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            onCutShort();
        }

        _isAtEnd = true;
        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacking.Dispose();
        }

        base.Dispose(disposing);
    }
}
