namespace Nginx502.Lab.Incidents.Sockets;

/// <summary>nginx names a link that leads to nothing.</summary>
internal sealed class DanglingLink : Incident
{
    public override string Story => "fastcgi_pass names a link to the pool's socket, and the link leads to a name that is not there.";

    public override string Mending => "the link is replaced by one that leads to the pool's socket.";

    // The reference has the dangling link under NotASocket, and a path on which no pool listens while one listens on another under SocketPathMismatch: this is both.
    public override IncidentTruth Truth => new(Cause.NotASocket, 502, "link|Sync-FpmEndpoint") { Also = [Cause.SocketPathMismatch] };

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        File.CreateSymbolicLink(Link(directory, plain), directory.Run + "/php8.1-fpm.sock");
        return plain with { FastCgiPass = "unix:" + Link(directory, plain) };
    }

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host)
    {
        string link = Link(host.Site.Directory, host.Options);
        File.Delete(link);
        File.CreateSymbolicLink(link, host.Pool.Listen);
        return Task.CompletedTask;
    }

    private static string Link(LabDirectory directory, LabSiteOptions options) => Path.Combine(directory.Run, options.PoolName + "-link.sock");
}
