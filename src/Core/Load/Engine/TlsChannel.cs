using System.Net.Security;

namespace Nginx502.Load;

/// <summary>
/// TLS between a socket that others read and write, and plain bytes. Nothing here waits: what came is handed in, and what is to be sent taken out.
/// </summary>
internal sealed class TlsChannel : IDisposable
{
    private const int ChunkSize = 16 * 1024;

    private readonly TlsWire _wire = new();
    private readonly SslStream _stream;
    private readonly byte[] _plain = new byte[ChunkSize];
    private readonly Task _handshake;
    private Task<int>? _reading;

    /// <summary>Begins.</summary>
    /// <param name="options">How.</param>
    /// <param name="wake">Called when something was done on another thread.</param>
    public TlsChannel(SslClientAuthenticationOptions options, Action wake)
    {
        _stream = new SslStream(_wire, leaveInnerStreamOpen: true);
        _handshake = _stream.AuthenticateAsClientAsync(options, CancellationToken.None);
        Wake = wake;
        Watch(_handshake);
    }

    /// <summary>True when both sides have agreed.</summary>
    public bool IsSecure => _handshake.IsCompletedSuccessfully;

    /// <summary>True when they do not, or what came is no TLS.</summary>
    public bool HasFailed => _handshake.IsFaulted || _handshake.IsCanceled || _reading is { IsFaulted: true };

    /// <summary>What is to be sent; valid until the next change.</summary>
    public ReadOnlySpan<byte> Outgoing => _wire.Outgoing;

    private Action Wake { get; }

    /// <summary>Says how much of <see cref="Outgoing"/> was sent.</summary>
    public void Sent(int count) => _wire.Sent(count);

    /// <summary>Takes what came on the wire; nothing means that it ended.</summary>
    public void Receive(ReadOnlySpan<byte> bytes) => _wire.Receive(bytes);

    /// <summary>Takes a request to be sent.</summary>
    public void Write(ReadOnlyMemory<byte> request) => Watch(_stream.WriteAsync(request, CancellationToken.None).AsTask());

    /// <summary>Plain bytes that came; false when there are none yet. None at all mean that the other side has ended it.</summary>
    public bool TryRead(out ReadOnlySpan<byte> plain)
    {
        plain = [];
        if (_reading is null)
        {
            _reading = _stream.ReadAsync(_plain, CancellationToken.None).AsTask();
            if (!_reading.IsCompleted)
            {
                Watch(_reading);
            }
        }

        if (!_reading.IsCompletedSuccessfully)
        {
            return false;
        }

        plain = _plain.AsSpan(0, _reading.Result);
        _reading = null;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _wire.Receive([]);
        _stream.Dispose();
    }

    // A failure is looked at here too, so that one that nobody waits for any more counts as seen.
    private void Watch(Task task) => task.ContinueWith(
        ended =>
        {
            _ = ended.Exception;
            Wake();
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
