using System.Net;

namespace Nginx502.Linux;

/// <summary>A TCP port that somebody listens on.</summary>
/// <param name="Address">The address and the port.</param>
/// <param name="Inode">The socket's number among sockets, which /proc/PID/fd shows.</param>
/// <param name="UserId">The user that made the socket.</param>
/// <param name="Queued">How many connections wait to be accepted.</param>
public sealed record TcpListener(IPEndPoint Address, ulong Inode, uint UserId, int Queued);
