using System.Net.Sockets;
using System.Text;

namespace Nginx502.IntegrationTests.Fpm;

/// <summary>One FastCGI request, by hand: enough to ask a script for what it sees.</summary>
internal static class FastCgiRequest
{
    private const byte BeginRequest = 1;
    private const byte Parameters = 4;
    private const byte StandardInput = 5;
    private const byte StandardOutput = 6;

    /// <summary>Runs a script and gives what it printed, with the header.</summary>
    public static string Ask(string socketPath, string script)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(socketPath));
        using var stream = new NetworkStream(socket);
        stream.Write(Record(BeginRequest, [0, 1, 0, 0, 0, 0, 0, 0]));
        stream.Write(Record(Parameters, [.. Pair("REQUEST_METHOD", "GET"), .. Pair("SCRIPT_FILENAME", script), .. Pair("SCRIPT_NAME", "/" + Path.GetFileName(script)), .. Pair("REQUEST_URI", "/")]));
        stream.Write(Record(Parameters, []));
        stream.Write(Record(StandardInput, []));
        using var answer = new MemoryStream();
        stream.CopyTo(answer);
        return Output(answer.ToArray());
    }

    private static string Output(byte[] answer)
    {
        var text = new StringBuilder();
        for (int at = 0; at + 8 <= answer.Length;)
        {
            int length = (answer[at + 4] << 8) | answer[at + 5];
            if (answer[at + 1] == StandardOutput)
            {
                text.Append(Encoding.UTF8.GetString(answer, at + 8, length));
            }

            at += 8 + length + answer[at + 6];
        }

        return text.ToString();
    }

    private static byte[] Record(byte type, byte[] content) => [1, type, 0, 1, (byte)(content.Length >> 8), (byte)content.Length, 0, 0, .. content];

    private static byte[] Pair(string name, string value) => [(byte)name.Length, (byte)value.Length, .. Encoding.UTF8.GetBytes(name), .. Encoding.UTF8.GetBytes(value)];
}
