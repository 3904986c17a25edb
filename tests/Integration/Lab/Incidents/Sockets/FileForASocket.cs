namespace Nginx502.Lab.Incidents.Sockets;

/// <summary>A regular file lies where the socket was.</summary>
internal sealed class FileForASocket : Incident
{
    public override string Story => "php-fpm runs, and a regular file lies at the path of its socket, as after a restored backup.";

    public override string Mending => "the file is removed, and php-fpm is restarted.";

    public override IncidentTruth Truth => new(Cause.NotASocket, 502, "remove|take it away|rm ");

    public override async Task BreakAsync(LabHost host)
    {
        File.Delete(host.Pool.Listen);
        LabDirectory.Write(Path.GetDirectoryName(host.Pool.Listen)!, Path.GetFileName(host.Pool.Listen), "");
        if (LabUser.ForWorkers is { } workers)
        {
            UnixCall.ChangeOwner(host.Pool.Listen, workers);
        }

        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        File.Delete(host.Pool.Listen);
        return host.Site.Fpm.StartAsync();
    }
}
