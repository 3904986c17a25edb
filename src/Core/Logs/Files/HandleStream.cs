using Microsoft.Win32.SafeHandles;

namespace Nginx502.Logs;

/// <summary>Reads an open file from an offset to its end. Does not own the handle, and does not move its position.</summary>
internal sealed class HandleStream(SafeFileHandle handle, long offset = 0) : ForwardStream
{
    private long _position = offset;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = RandomAccess.Read(handle, buffer, _position);
        _position += read;
        return read;
    }
}
