namespace Nginx502;

/// <summary>How far an exchange had come.</summary>
public enum FastCgiPhase
{
    /// <summary>The connection was not made yet; resolving a host name is part of it.</summary>
    Connecting,

    /// <summary>The request was not sent as a whole yet.</summary>
    Sending,

    /// <summary>The request was sent, the response was not complete.</summary>
    Receiving,
}
