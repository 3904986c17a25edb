using System.Text;

namespace Nginx502;

/// <summary>
/// Tells which error a log means by number and text. Numbers are those of the system that wrote the log: 61 is
/// 'Connection refused' on macOS and the BSDs, and something else on Linux. Texts are strerror's of glibc, musl, macOS
/// and FreeBSD.
/// </summary>
public static class ErrnoText
{
    private static readonly (Errno Errno, string[] Texts)[] Known =
    [
        (Errno.EPERM, ["Operation not permitted"]),
        (Errno.ENOENT, ["No such file or directory"]),
        (Errno.ESRCH, ["No such process"]),
        (Errno.EIO, ["Input/output error", "I/O error"]),
        (Errno.EAGAIN, ["Resource temporarily unavailable"]),
        (Errno.ENOMEM, ["Cannot allocate memory", "Out of memory"]),
        (Errno.EACCES, ["Permission denied"]),
        (Errno.ENOTDIR, ["Not a directory"]),
        (Errno.EISDIR, ["Is a directory"]),
        (Errno.EINVAL, ["Invalid argument"]),
        (Errno.ENFILE, ["Too many open files in system"]),
        (Errno.EMFILE, ["Too many open files", "No file descriptors available"]),
        (Errno.EFBIG, ["File too large"]),
        (Errno.ENOSPC, ["No space left on device"]),
        (Errno.EROFS, ["Read-only file system"]),
        (Errno.EPIPE, ["Broken pipe"]),
        (Errno.ENAMETOOLONG, ["File name too long", "Filename too long"]),
        (Errno.ELOOP, ["Too many levels of symbolic links", "Symbolic link loop"]),
        (Errno.ENOTSOCK, ["Socket operation on non-socket", "Not a socket"]),
        (Errno.EPROTOTYPE, ["Protocol wrong type for socket"]),
        (Errno.EOPNOTSUPP, ["Operation not supported", "Not supported"]),
        (Errno.EAFNOSUPPORT, ["Address family not supported by protocol", "Address family not supported by protocol family"]),
        (Errno.EADDRINUSE, ["Address already in use", "Address in use"]),
        (Errno.EADDRNOTAVAIL, ["Cannot assign requested address", "Can't assign requested address", "Address not available"]),
        (Errno.ENETDOWN, ["Network is down"]),
        (Errno.ENETUNREACH, ["Network is unreachable", "Network unreachable"]),
        (Errno.ECONNABORTED, ["Software caused connection abort", "Connection aborted"]),
        (Errno.ECONNRESET, ["Connection reset by peer"]),
        (Errno.ENOBUFS, ["No buffer space available"]),
        (Errno.ENOTCONN, ["Transport endpoint is not connected", "Socket is not connected", "Socket not connected"]),
        (Errno.ETIMEDOUT, ["Connection timed out", "Operation timed out"]),
        (Errno.ECONNREFUSED, ["Connection refused"]),
        (Errno.EHOSTDOWN, ["Host is down"]),
        (Errno.EHOSTUNREACH, ["No route to host", "Host is unreachable"]),
        (Errno.EDQUOT, ["Disk quota exceeded", "Disc quota exceeded", "Quota exceeded"]),
    ];

    private static readonly byte[][][] TextsByNumber = BuildTextsByNumber();

    /// <summary>The error that a number and its text mean; by the number, as Linux's, where the text is not known.</summary>
    public static Errno Identify(int number, ReadOnlySpan<byte> text)
    {
        if ((uint)number < (uint)TextsByNumber.Length && Contains(TextsByNumber[number], text))
        {
            return (Errno)number;
        }

        for (int other = 0; other < TextsByNumber.Length; other++)
        {
            if (Contains(TextsByNumber[other], text))
            {
                return (Errno)other;
            }
        }

        return (Errno)number;
    }

    private static bool Contains(byte[][] texts, ReadOnlySpan<byte> text)
    {
        foreach (byte[] known in texts)
        {
            if (text.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[][][] BuildTextsByNumber()
    {
        var texts = new byte[(int)Known[^1].Errno + 1][][];
        Array.Fill(texts, []);
        foreach ((Errno errno, string[] known) in Known)
        {
            texts[(int)errno] = known.Select(Encoding.ASCII.GetBytes).ToArray();
        }

        return texts;
    }
}
