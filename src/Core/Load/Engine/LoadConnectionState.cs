namespace Nginx502.Load;

/// <summary>What a connection is at.</summary>
internal enum LoadConnectionState
{
    /// <summary>Nothing: it can take a request.</summary>
    Idle,

    /// <summary>It is being made.</summary>
    Connecting,

    /// <summary>TLS is being agreed on.</summary>
    Securing,

    /// <summary>A request is being sent, and its answer read.</summary>
    Asking,

    /// <summary>It was answered for the last time, and the other side is to close it.</summary>
    Closing,

    /// <summary>It failed, and rests before it tries again.</summary>
    Resting,
}
