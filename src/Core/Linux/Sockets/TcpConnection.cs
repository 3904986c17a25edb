using System.Globalization;
using System.Net;

namespace Nginx502.Linux;

/// <summary>One line of /proc/PID/net/tcp or udp (man 5 proc_pid_net): a socket of that network namespace.</summary>
/// <param name="Local">Its own end.</param>
/// <param name="Remote">The other end; port 0 when it has none.</param>
/// <param name="Inode">The socket's number among sockets, which /proc/PID/fd shows.</param>
/// <param name="IsListening">True when it waits for connections.</param>
internal sealed record TcpConnection(IPEndPoint Local, IPEndPoint Remote, ulong Inode, bool IsListening)
{
    private const string Listening = "0A";

    /// <summary>Reads the table.</summary>
    public static IReadOnlyList<TcpConnection> Parse(string text)
    {
        // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
        const int leastFields = 10;
        var found = new List<TcpConnection>();
        foreach (string line in text.Split('\n').Skip(1))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length >= leastFields
                && KernelAddress.TryParse(fields[1], out IPEndPoint? local)
                && KernelAddress.TryParse(fields[2], out IPEndPoint? remote)
                && ulong.TryParse(fields[9], NumberStyles.None, CultureInfo.InvariantCulture, out ulong inode))
            {
                found.Add(new TcpConnection(local, remote, inode, fields[3] == Listening));
            }
        }

        return found;
    }
}
