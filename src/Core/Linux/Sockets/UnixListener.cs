namespace Nginx502.Linux;

/// <summary>A unix socket that somebody listens on.</summary>
/// <param name="Path">The path that it was bound to, as its process saw it; an abstract name begins with <c>@</c>. The file there may be another one by now, or gone.</param>
/// <param name="Inode">The socket's number among sockets, which /proc/PID/fd shows; not the number of the file.</param>
public sealed record UnixListener(string Path, ulong Inode);
