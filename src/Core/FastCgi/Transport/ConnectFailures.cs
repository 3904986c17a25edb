using System.Globalization;
using System.Runtime.InteropServices;

namespace Nginx502.FastCgi;

/// <summary>Says in words why a connection was not made.</summary>
internal static class ConnectFailures
{
    /// <summary>The failure for an error of the kernel's.</summary>
    /// <param name="endpoint">Where to, as it is shown.</param>
    /// <param name="address">The address of a host name that was tried; null when there is none.</param>
    /// <param name="error">The kernel's error.</param>
    public static FastCgiFailure Explain(FpmEndpoint endpoint, string? address, int error)
    {
        string place = Describe(endpoint, address);
        (FastCgiFailureKind kind, string what) = (Errno)error switch
        {
            Errno.ENOENT or Errno.ENOTDIR => (FastCgiFailureKind.SocketMissing, $"There is no socket at {place}"),
            Errno.EACCES or Errno.EPERM when endpoint.IsUnixSocket => (FastCgiFailureKind.PermissionDenied, $"This user may not connect to {place}"),
            Errno.EACCES or Errno.EPERM => (FastCgiFailureKind.PermissionDenied, $"This machine does not let this user connect to {place}"),
            Errno.ECONNREFUSED => (FastCgiFailureKind.Refused, $"Nobody listens at {place}"),
            Errno.EAGAIN when endpoint.IsUnixSocket => (FastCgiFailureKind.QueueFull, $"The queue of {place} is full"),
            Errno.EPROTOTYPE => (FastCgiFailureKind.WrongSocketType, $"What is at {place} is a socket of another type"),
            Errno.ENAMETOOLONG => (FastCgiFailureKind.PathTooLong, $"The path of {place} is too long"),
            Errno.ENETUNREACH or Errno.EHOSTUNREACH or Errno.EHOSTDOWN or Errno.ENETDOWN or Errno.EAFNOSUPPORT => (
                FastCgiFailureKind.Unreachable, $"There is no way to {place}"),
            Errno.EADDRNOTAVAIL => (FastCgiFailureKind.NoLocalPort, $"This machine has no port or address left to connect from to {place}"),
            Errno.EMFILE => (FastCgiFailureKind.TooManyOpenFiles, "This process may not open another file"),
            Errno.ENFILE => (FastCgiFailureKind.TooManyOpenFiles, "This machine may not open another file"),
            Errno.ETIMEDOUT => (FastCgiFailureKind.TimedOut, $"Nothing answered at {place} until the kernel gave up"),
            Errno.ECONNRESET => (FastCgiFailureKind.ConnectionReset, $"The connection to {place} was reset while it was made"),
            _ => (FastCgiFailureKind.Other, $"No connection to {place} could be made"),
        };
        return new FastCgiFailure(kind, FastCgiPhase.Connecting, WithError(what, error), error);
    }

    /// <summary>The failure for a path that no address of a unix socket can hold.</summary>
    public static FastCgiFailure PathTooLong(FpmEndpoint endpoint, int length, int maximum) => new(
        FastCgiFailureKind.PathTooLong,
        FastCgiPhase.Connecting,
        string.Create(CultureInfo.InvariantCulture, $"The path of {Describe(endpoint, null)} has {length} bytes, and a unix socket's can have {maximum}."));

    /// <summary>The failure for a host name without an address.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="reason">What the resolver said; null when it said that there is none.</param>
    public static FastCgiFailure NotResolved(FpmEndpoint endpoint, string? reason) => new(
        FastCgiFailureKind.NameNotResolved,
        FastCgiPhase.Connecting,
        reason is null
            ? $"The host name of {Describe(endpoint, null)} has no address."
            : $"The host name of {Describe(endpoint, null)} could not be resolved: {SafeText.Escape(reason)}.");

    /// <summary>The failure for a time that was over before the connection was made.</summary>
    public static FastCgiFailure TimedOut(FpmEndpoint endpoint, string? address, bool isResolving, TimeSpan timeout) => new(
        FastCgiFailureKind.TimedOut,
        FastCgiPhase.Connecting,
        isResolving
            ? string.Create(CultureInfo.InvariantCulture, $"The host name of {Describe(endpoint, null)} was not resolved within {timeout.TotalSeconds:0.###} s.")
            : string.Create(CultureInfo.InvariantCulture, $"No connection to {Describe(endpoint, address)} was made within {timeout.TotalSeconds:0.###} s."));

    /// <summary>A sentence with the kernel's error: <c>what (2: No such file or directory).</c></summary>
    public static string WithError(string what, int error) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} ({error}: {Marshal.GetPInvokeErrorMessage(error)}).");

    private static string Describe(FpmEndpoint endpoint, string? address) => SafeText.Escape(
        address is null || address == endpoint.Host ? endpoint.ToString() : $"{endpoint} ({address})");
}
