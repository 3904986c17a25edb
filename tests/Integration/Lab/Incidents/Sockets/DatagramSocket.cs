using System.Net.Sockets;

namespace Nginx502.Lab.Incidents.Sockets;

/// <summary>A socket of another kind is where php-fpm's should be.</summary>
internal sealed class DatagramSocket : Incident
{
    private Socket? _socket;

    public override string Story => "php-fpm runs, and a datagram socket of another program lies at the path of its socket.";

    public override string Mending => "the foreign socket is removed, and php-fpm is restarted.";

    public override IncidentTruth Truth => new(Cause.NotASocket, 502, "remove|take it away|rm ");

    public override async Task BreakAsync(LabHost host)
    {
        File.Delete(host.Pool.Listen);
        _socket = host.Site.Keep(new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified));
        _socket.Bind(new UnixDomainSocketEndPoint(host.Pool.Listen));
        if (LabUser.ForWorkers is { } workers)
        {
            UnixCall.ChangeOwner(host.Pool.Listen, workers);
        }

        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        _socket!.Dispose();
        File.Delete(host.Pool.Listen);
        return host.Site.Fpm.StartAsync();
    }
}
