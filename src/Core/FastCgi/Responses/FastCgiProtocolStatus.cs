namespace Nginx502;

/// <summary>
/// Whether an application dealt with a request, as the last record of its response says (FastCGI 1.0, section 5.5). php-fpm
/// says <see cref="RequestComplete"/> only; on an unknown role it closes the connection.
/// </summary>
public enum FastCgiProtocolStatus
{
    /// <summary>It did.</summary>
    RequestComplete = 0,

    /// <summary>It deals with one request of a connection at a time.</summary>
    CannotMultiplex = 1,

    /// <summary>It has no means left for another request.</summary>
    Overloaded = 2,

    /// <summary>It cannot be what it was asked to be.</summary>
    UnknownRole = 3,
}
