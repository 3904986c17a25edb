namespace Nginx502.Logs;

/// <summary>What stands in a line of the error log besides the words of its message.</summary>
internal readonly ref struct LineFacts
{
    /// <summary>The message, without the error and what follows.</summary>
    public required ReadOnlySpan<byte> Message { get; init; }

    /// <summary>The severity.</summary>
    public required NginxLogLevel Level { get; init; }

    /// <summary>What nginx was doing.</summary>
    public required UpstreamOperation Operation { get; init; }

    /// <summary>The system's error.</summary>
    public required Errno Errno { get; init; }

    /// <summary>True when the line belongs to a request.</summary>
    public required bool HasClient { get; init; }

    /// <summary>True when the upstream is a unix socket.</summary>
    public required bool IsUnixPeer { get; init; }

    /// <summary>True when nginx dealt with an upstream, by its own words.</summary>
    public bool ConcernsUpstream => Operation is UpstreamOperation.Connecting or UpstreamOperation.TlsHandshaking
        or UpstreamOperation.SendingRequest or UpstreamOperation.ReadingHeader or UpstreamOperation.ReadingBody
        or UpstreamOperation.ProxyingUpgraded
        // A line that was cut within its message has nothing else that says so.
        || Message.StartsWith("upstream "u8);

    /// <summary>True when the answer's header had gone to the visitor, so that its status could not change any more.</summary>
    public bool IsBehindHeader => Operation is UpstreamOperation.ReadingBody or UpstreamOperation.SendingToClient
        or UpstreamOperation.SendingEarlyHints or UpstreamOperation.ProxyingUpgraded;
}
