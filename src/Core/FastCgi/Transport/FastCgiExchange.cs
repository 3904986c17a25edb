using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.FastCgi;

/// <summary>
/// One request and its response over one connection, and then the next: <see cref="ExchangeLoop"/> moves it on. Where request
/// and peer allow it the connection is kept; all room is kept, so that further requests make no garbage. What it tells is valid
/// until it is started again.
/// </summary>
public sealed class FastCgiExchange : IDisposable
{
    private readonly ResponseCollector _collector = new();
    private readonly SocketConnector _connector;
    private SafeFileHandle? _socket;
    private EncodedRequest _request = EncodedRequest.ForLimits;
    private FastCgiOptions _options = FastCgiOptions.Default;
    private int _sent;
    private int _sendError;
    private bool _isKept;
    private long _begin;
    private long _end;
    private long _connected;
    private long _firstByte;
    private long _ended;

    /// <summary>An exchange with one endpoint that is not started yet.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="resolve">Finds the addresses of a host name; the system's resolver when null.</param>
    public FastCgiExchange(FastCgiTarget target, NameResolution? resolve = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
        _connector = new SocketConnector(resolve ?? Dns.GetHostAddressesAsync);
    }

    /// <summary>Where to.</summary>
    public FastCgiTarget Target { get; }

    /// <summary>True from its start until it is ended.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>How far it has come.</summary>
    public FastCgiPhase Phase { get; private set; }

    /// <summary>Why there is no good answer; null when there is one. What the header says is judged by <see cref="ToResponse"/>.</summary>
    public FastCgiFailure? Failure { get; private set; }

    /// <summary>The HTTP status as nginx would take it; null when there is none. Makes no garbage.</summary>
    public int? Status => CgiStatus.Read(_collector.Output, _options.MaximumHeaderBytes);

    /// <summary>The response's header and body as they came.</summary>
    public ReadOnlySpan<byte> Output => _collector.Output;

    /// <summary>Bytes that were received.</summary>
    public long ReceivedBytes => _collector.Received;

    /// <summary>From the beginning until the connection was made; null when it was not, or was kept.</summary>
    public TimeSpan? ConnectTime => Since(_connected);

    /// <summary>From the beginning until the first byte of the answer; null when none came.</summary>
    public TimeSpan? FirstByteTime => Since(_firstByte);

    /// <summary>From the beginning to the end.</summary>
    public TimeSpan Duration => Stopwatch.GetElapsedTime(_begin, _ended);

    /// <summary>True when the connection is open for another request.</summary>
    public bool IsConnectionKept => _socket is not null && !IsRunning;

    /// <summary>When it has to be moved on, though nothing happened (<see cref="Stopwatch"/> time).</summary>
    internal long Patience => !IsRunning ? 0 : _socket is null ? Math.Min(_end, _connector.Patience) : _end;

    /// <summary>What it waits for.</summary>
    internal PollEntry Entry
    {
        get
        {
            SafeFileHandle? socket = _socket ?? _connector.Socket;
            PollEvents wanted = _socket is null ? PollEvents.Writable
                : _sent < _request.Bytes.Length ? PollEvents.Readable | PollEvents.Writable
                : PollEvents.Readable;
            return new PollEntry(socket is null ? -1 : (int)socket.DangerousGetHandle(), wanted);
        }
    }

    /// <summary>The response as an object of its own.</summary>
    public FastCgiResponse ToResponse() => ResponseBuilder.Build(
        Target.Endpoint,
        _collector,
        Failure,
        new ExchangeTimes(ConnectTime, FirstByteTime, Duration),
        new ResponseContext(Phase, _options.MaximumHeaderBytes, _request.AsksForLimits, _connector.Address));

    /// <summary>Closes the connection. What runs is given up.</summary>
    public void Dispose()
    {
        if (IsRunning)
        {
            Conclude(new FastCgiFailure(FastCgiFailureKind.Other, Phase, "The exchange was given up."));
        }

        Close();
    }

    /// <summary>Begins: connects, unless the connection was kept and is still good, and sends what can be sent at once.</summary>
    internal void Begin(EncodedRequest request, FastCgiOptions options, Action wake)
    {
        (_request, _options, _sent, _sendError, _connected, _firstByte) = (request, options, 0, 0, 0, 0);
        (IsRunning, Failure, Phase) = (true, null, FastCgiPhase.Connecting);
        _begin = Stopwatch.GetTimestamp();
        _end = _begin + (long)(options.Timeout.TotalSeconds * Stopwatch.Frequency);
        _collector.Reset(request.RequestId, options.MaximumBytes);
        _isKept = _socket is not null && NativeSocket.IsQuiet(_socket);
        if (_isKept)
        {
            Phase = FastCgiPhase.Sending;
            Send();
            return;
        }

        Close();
        _connector.Begin(Target, _begin, _end, wake);
        TakeConnection();
    }

    /// <summary>Moves on.</summary>
    /// <param name="events">What happened.</param>
    /// <param name="now">The time.</param>
    /// <param name="chunk">Room to receive into.</param>
    internal void Advance(PollEvents events, long now, byte[] chunk)
    {
        if (!IsRunning)
        {
            return;
        }

        if (_socket is null)
        {
            _connector.Advance(events, now);
            TakeConnection();
        }
        else if (events != PollEvents.None)
        {
            if (_sent < _request.Bytes.Length && (events & PollEvents.Writable) != 0)
            {
                Send();
            }

            // Read first what the other side had to say before it closed: an error of sending alone does not end it.
            if ((events & ~PollEvents.Writable) != 0 || _sendError != 0)
            {
                Receive(chunk);
            }
        }

        if (IsRunning && now >= _end)
        {
            Conclude(ExplainTimeout());
        }
    }

    // Less than a header may tell it already.
    private bool IsForeign => _collector.Decoder.Problem == DecodeProblem.NotFastCgi;

    private TimeSpan? Since(long time) => time == 0 ? null : Stopwatch.GetElapsedTime(_begin, time);

    private void TakeConnection()
    {
        if (_connector.Failure is { } failure)
        {
            Conclude(failure);
        }
        else if (_connector.IsConnected)
        {
            _connected = Stopwatch.GetTimestamp();
            _socket = _connector.TakeSocket();
            Phase = FastCgiPhase.Sending;
            Send();
        }
    }

    private void Send()
    {
        ReadOnlySpan<byte> rest = _request.Bytes.Span[_sent..];
        int error = NativeSocket.Send(_socket!, rest, out int sent);
        _sent += sent;
        if (error is not (0 or NativeSocket.WouldBlock))
        {
            _sendError = error;
            _sent = _request.Bytes.Length;
        }
        else if (_sent == _request.Bytes.Length)
        {
            Phase = FastCgiPhase.Receiving;
        }
    }

    private void Receive(byte[] chunk)
    {
        int error = NativeSocket.Receive(_socket!, chunk, out int received);
        if (error == NativeSocket.WouldBlock && _sendError == 0)
        {
            return;
        }

        if (received > 0)
        {
            _firstByte = _firstByte == 0 ? Stopwatch.GetTimestamp() : _firstByte;
            _collector.Feed(chunk.AsSpan(0, received));
            if (_collector.IsDone)
            {
                Conclude(ResponseFailures.Explain(_collector, Phase));
            }

            return;
        }

        _collector.Finish();
        Conclude(ExplainClosing(_sendError != 0 ? _sendError : error));
    }

    private FastCgiFailure? ExplainClosing(int error)
    {
        if (_isKept && _collector.Received == 0)
        {
            const string message = "The connection, kept from an earlier request, was closed without a byte of an answer to this one.";
            return new FastCgiFailure(FastCgiFailureKind.KeptConnectionClosed, Phase, message, error);
        }

        if (error == 0 || IsForeign)
        {
            return ResponseFailures.Explain(_collector, Phase);
        }

        string what = Phase == FastCgiPhase.Sending
            ? "The connection broke while the request was sent"
            : string.Create(CultureInfo.InvariantCulture, $"The connection broke when {_collector.Received} bytes of the answer had come");
        FastCgiFailureKind kind = (Errno)error is Errno.ECONNRESET or Errno.EPIPE ? FastCgiFailureKind.ConnectionReset : FastCgiFailureKind.Other;
        return new FastCgiFailure(kind, Phase, ConnectFailures.WithError(what, error), error);
    }

    private FastCgiFailure? ExplainTimeout()
    {
        if (Phase == FastCgiPhase.Connecting)
        {
            return ConnectFailures.TimedOut(Target.Endpoint, _connector.Address, _connector.IsResolving, _options.Timeout);
        }

        _collector.Finish();
        if (IsForeign)
        {
            return ResponseFailures.Explain(_collector, Phase);
        }

        string what = Phase == FastCgiPhase.Sending
            ? string.Create(CultureInfo.InvariantCulture, $"{_sent} bytes of the request were sent")
            : string.Create(CultureInfo.InvariantCulture, $"{_collector.Received} bytes of the answer had come");
        string message = string.Create(CultureInfo.InvariantCulture, $"The time of {_options.Timeout.TotalSeconds:0.###} s was over when {what}.");
        return new FastCgiFailure(FastCgiFailureKind.TimedOut, Phase, message);
    }

    private void Conclude(FastCgiFailure? failure)
    {
        _ended = Stopwatch.GetTimestamp();
        Failure = failure;
        IsRunning = false;
        _connector.Stop();
        bool isGood = failure is null && _request.KeepsConnection && _collector.Decoder.IsAtCleanEnd && Phase == FastCgiPhase.Receiving;
        if (!isGood)
        {
            // php-fpm's worker waits for this before it takes the next request (php-src: main/fastcgi.c, fcgi_close).
            Close();
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
