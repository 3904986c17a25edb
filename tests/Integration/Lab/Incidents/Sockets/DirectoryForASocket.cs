namespace Nginx502.Lab.Incidents.Sockets;

/// <summary>A directory is where the socket should be, and php-fpm does not start.</summary>
internal sealed class DirectoryForASocket : Incident
{
    public override string Story => "a directory is at the path of the socket, as a container makes one for a missing mount, and php-fpm does not start.";

    public override string Mending => "the directory is removed, and php-fpm is started.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.NotASocket, 502, "remove|take it away|rm ");

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.Stop();
        File.Delete(host.Pool.Listen);
        string made = Directory.CreateDirectory(host.Pool.Listen).FullName;
        if (LabUser.ForWorkers is { } workers)
        {
            UnixCall.ChangeOwner(made, workers);
        }

        await FailToStartAsync(host.Site.Fpm).ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        Directory.Delete(host.Pool.Listen);
        return host.Site.Fpm.StartAsync();
    }
}
