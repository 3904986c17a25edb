using Nginx502.FastCgi;

namespace Nginx502.Load;

/// <summary>The encrypted side of TLS as a stream: bytes that came are read from it, bytes that are written to it wait to be sent. Safe for two threads.</summary>
internal sealed class TlsWire : Stream
{
    private readonly object _lock = new();
    private readonly ReusableBuffer _incoming = new();
    private readonly ReusableBuffer _outgoing = new();
    private int _read;
    private int _sent;
    private bool _hasEnded;
    private TaskCompletionSource<int>? _reader;
    private Memory<byte> _wanted;

    /// <summary>What is to be sent; valid until the next change.</summary>
    public ReadOnlySpan<byte> Outgoing
    {
        get
        {
            lock (_lock)
            {
                return _outgoing.Bytes.Span[_sent..];
            }
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Says how much of <see cref="Outgoing"/> was sent.</summary>
    public void Sent(int count)
    {
        lock (_lock)
        {
            _sent += count;
            if (_sent == _outgoing.Length)
            {
                _outgoing.Clear();
                _sent = 0;
            }
        }
    }

    /// <summary>Takes what came; nothing means that it ended.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        TaskCompletionSource<int>? reader;
        int count;
        lock (_lock)
        {
            _hasEnded |= bytes.IsEmpty;
            _incoming.Append(bytes);
            reader = _reader;
            _reader = null;
            count = reader is null ? 0 : Take(_wanted.Span);
        }

        // Outside of the lock: what waits for it goes on here and now, on this thread.
        reader?.SetResult(count);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_read < _incoming.Length || _hasEnded || buffer.IsEmpty)
            {
                return ValueTask.FromResult(Take(buffer.Span));
            }

            _wanted = buffer;
            _reader = new TaskCompletionSource<int>();
            return new ValueTask<int>(_reader.Task);
        }
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lock)
        {
            _outgoing.Append(buffer);
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _incoming.Length - _read);
        _incoming.Bytes.Span.Slice(_read, count).CopyTo(buffer);
        _read += count;
        if (_read == _incoming.Length)
        {
            _incoming.Clear();
            _read = 0;
        }

        return count;
    }
}
