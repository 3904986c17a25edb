using System.Globalization;
using System.Net;

namespace Nginx502.Linux;

/// <summary>The sockets that are listened on in a network namespace, from /proc/PID/net (man 5 proc).</summary>
public static class ListenerTable
{
    private const string Listening = "0A";
    private const uint AcceptsConnections = 0x10000;
    private const string SocketPrefix = "socket:[";

    /// <summary>The unix sockets that are listened on, in the network namespace of a process.</summary>
    /// <param name="process">The process's number, or <c>self</c>.</param>
    public static IReadOnlyList<UnixListener> ReadUnix(string process = "self") => ParseUnix(ReadText($"/proc/{process}/net/unix"));

    /// <summary>The TCP ports that are listened on, of both families, in the network namespace of a process.</summary>
    /// <param name="process">The process's number, or <c>self</c>.</param>
    public static IReadOnlyList<TcpListener> ReadTcp(string process = "self") =>
        [.. ParseTcp(ReadText($"/proc/{process}/net/tcp")), .. ParseTcp(ReadText($"/proc/{process}/net/tcp6"))];

    /// <summary>The most connections that any socket of this machine lets wait (net.core.somaxconn); null when it is not told.</summary>
    public static int? MaximumBacklog() =>
        int.TryParse(ReadText("/proc/sys/net/core/somaxconn").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int backlog) ? backlog : null;

    /// <summary>The processes that hold a socket, by its number among sockets. Others' are seen by root alone.</summary>
    public static IReadOnlyList<int> OwnersOf(ulong inode)
    {
        string wanted = string.Create(CultureInfo.InvariantCulture, $"{SocketPrefix}{inode}]");
        return [.. ProcessTable.Ids().Where(processId => ProcessTable.Descriptors(processId).Contains(wanted))];
    }

    internal static IReadOnlyList<UnixListener> ParseUnix(string text)
    {
        // Num RefCount Protocol Flags Type St Inode Path; the path is last and may hold blanks.
        const int fieldCount = 8;
        var found = new List<UnixListener>();
        foreach (string line in text.Split('\n').Skip(1))
        {
            string[] fields = line.Split(' ', fieldCount, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == fieldCount
                && uint.TryParse(fields[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint flags)
                && (flags & AcceptsConnections) != 0
                && ulong.TryParse(fields[6], NumberStyles.None, CultureInfo.InvariantCulture, out ulong inode))
            {
                found.Add(new UnixListener(fields[7], inode));
            }
        }

        return found;
    }

    internal static IReadOnlyList<TcpListener> ParseTcp(string text)
    {
        // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
        const int leastFields = 10;
        var found = new List<TcpListener>();
        foreach (string line in text.Split('\n').Skip(1))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] queues = fields.Length >= leastFields && fields[3] == Listening ? fields[4].Split(':') : [];
            if (queues.Length == 2
                && TryAddress(fields[1], out IPEndPoint? address)
                && int.TryParse(queues[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int queued)
                && uint.TryParse(fields[7], NumberStyles.None, CultureInfo.InvariantCulture, out uint user)
                && ulong.TryParse(fields[9], NumberStyles.None, CultureInfo.InvariantCulture, out ulong inode))
            {
                found.Add(new TcpListener(address!, inode, user, queued));
            }
        }

        return found;
    }

    // The address is written in words of four bytes, each in the machine's own order.
    internal static bool TryAddress(string text, out IPEndPoint? address)
    {
        const int wordDigits = 8;
        address = null;
        string[] parts = text.Split(':');
        if (parts.Length != 2 || parts[0].Length % wordDigits != 0 || parts[0].Length == 0 || !ushort.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort port))
        {
            return false;
        }

        byte[] bytes = new byte[parts[0].Length / 2];
        for (int at = 0; at < parts[0].Length; at += wordDigits)
        {
            if (!uint.TryParse(parts[0].AsSpan(at, wordDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint word))
            {
                return false;
            }

            BitConverter.TryWriteBytes(bytes.AsSpan(at / 2), word);
        }

        address = new IPEndPoint(new IPAddress(bytes), port);
        return true;
    }

    private static string ReadText(string path)
    {
        try
        {
            return FileNameText.Decode(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
