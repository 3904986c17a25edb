namespace Nginx502.Load;

/// <summary>What errors of the kernel mean for a request.</summary>
internal static class LoadErrors
{
    /// <summary>The kind of an error.</summary>
    /// <param name="errorNumber">The kernel's number.</param>
    public static LoadErrorKind Of(int errorNumber) => (Errno)errorNumber switch
    {
        Errno.ENOENT or Errno.ENOTDIR => LoadErrorKind.SocketMissing,
        Errno.EACCES or Errno.EPERM => LoadErrorKind.PermissionDenied,
        Errno.ECONNREFUSED => LoadErrorKind.Refused,
        Errno.EAGAIN => LoadErrorKind.QueueFull,
        Errno.ETIMEDOUT => LoadErrorKind.ConnectTimedOut,
        Errno.ECONNRESET or Errno.EPIPE or Errno.ECONNABORTED => LoadErrorKind.ConnectionReset,
        Errno.EADDRNOTAVAIL => LoadErrorKind.NoLocalPort,
        Errno.EMFILE or Errno.ENFILE => LoadErrorKind.TooManyOpenFiles,
        Errno.ENETUNREACH or Errno.EHOSTUNREACH or Errno.EHOSTDOWN or Errno.ENETDOWN => LoadErrorKind.Unreachable,
        _ => LoadErrorKind.Other,
    };
}
