using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>A connection that was made, is being made, or was refused.</summary>
/// <param name="Socket">The socket, non-blocking; null when it was refused.</param>
/// <param name="ErrorNumber">What connect(2) said: 0 when it is made, 115 while it is being made, else why it was refused.</param>
/// <param name="Address">The address of a host that was connected to; null for unix sockets.</param>
public sealed record BegunConnection(SafeFileHandle? Socket, int ErrorNumber, string? Address)
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>
    /// The process that listens at the other end of a unix socket, which is the one that called listen(2), by this process's own
    /// numbers; null when the kernel does not tell it (man 7 unix, SO_PEERCRED).
    /// </summary>
    internal unsafe int? PeerProcessId()
    {
        int* credentials = stackalloc int[3];
        int length = 3 * sizeof(int);
        return Socket is not null && Address is null && ErrorNumber == 0 && GetOption(Socket, SocketLevel, PeerCredentials, credentials, ref length) == 0 && credentials[0] > 0
            ? credentials[0]
            : null;
    }

    [DllImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static extern unsafe int GetOption(SafeFileHandle socket, int level, int option, void* value, ref int length);
}
