using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Nginx502.Linux;

/// <summary>Tells the machine's log (man 3 syslog): a datagram to its socket, which costs nothing where nobody listens.</summary>
internal static class SystemLog
{
    /// <summary>Where the machine's log listens.</summary>
    public const string SocketPath = "/dev/log";

    private const string Identity = "nginx502";

    // The daemon facility (3) and the notice level (5), as in RFC 3164.
    private const int Notice = (3 << 3) | 5;
    private const int Warning = (3 << 3) | 4;
    private const int LongestText = 900;

    /// <summary>Writes a line; false when nobody took it. Its text is escaped and cut here.</summary>
    public static bool Write(string text, bool isWarning = false, string socketPath = SocketPath)
    {
        string safe = SafeText.Escape(text);
        string line = string.Create(CultureInfo.InvariantCulture, $"<{(isWarning ? Warning : Notice)}>{Identity}[{Environment.ProcessId}]: {(safe.Length > LongestText ? safe[..LongestText] + "…" : safe)}");
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.Blocking = false;
            return socket.SendTo(Encoding.UTF8.GetBytes(line), new UnixDomainSocketEndPoint(socketPath)) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
