using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Nginx502.IntegrationTests.Checks;

/// <summary>
/// A script in the place of a program, which tells this process of each of its starts, does nothing and succeeds. It tells by a connection: what is written to a
/// file in a private view is seen by nobody else.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class ToldStarts : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public ToldStarts() => _listener.Start();

    /// <summary>Writes the script.</summary>
    /// <param name="path">Its full path; what lies there is no longer there, as after an upgrade.</param>
    public void Write(string path)
    {
        string made = path + ".new";
        File.WriteAllText(made, $"#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/{((IPEndPoint)_listener.LocalEndpoint).Port} && echo \"$0 $*\" >&3\n");
        File.SetUnixFileMode(made, (UnixFileMode)0b111_101_101);
        File.Move(made, path, overwrite: true);
    }

    /// <summary>The command of each start since it was asked last.</summary>
    public string[] Take()
    {
        List<string> starts = [];
        while (_listener.Pending())
        {
            using TcpClient client = _listener.AcceptTcpClient();
            using StreamReader reader = new(client.GetStream());
            starts.Add(reader.ReadToEnd().TrimEnd());
        }

        return [.. starts];
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
