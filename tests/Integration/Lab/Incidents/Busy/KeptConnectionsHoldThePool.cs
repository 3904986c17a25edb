namespace Nginx502.Lab.Incidents.Busy;

/// <summary>Idle kept connections of one group hold all workers, and another group gets none.</summary>
internal sealed class KeptConnectionsHoldThePool : Incident
{
    public override string Story => "nginx keeps two idle connections to the two workers for one upstream group (fastcgi_keep_conn, keepalive 8), and a location that uses another group of the same pool waits.";

    public override string Mending => "fastcgi_keep_conn is removed, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.KeepaliveStarvesPool, 504, "fastcgi_keep_conn|keepalive");

    public override string Page => "/feed.php";

    public override string? EndpointOf(LabHost host) => host.Pool.Endpoint;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        string server = $"server unix:{directory.Run}/{plain.SocketName}; keepalive 8;";
        return plain with
        {
            FastCgiPass = plain.PoolName + "_pages",
            HttpText = $"upstream {plain.PoolName}_pages {{ {server} }}\nupstream {plain.PoolName}_feeds {{ {server} }}",
            LocationText = "fastcgi_keep_conn on;",
            ServerText = $"location = /feed.php {{ fastcgi_param REQUEST_METHOD $request_method; fastcgi_param SCRIPT_FILENAME {directory.DocumentRoot}/hello.php; "
                + $"fastcgi_keep_conn on; fastcgi_read_timeout 400ms; fastcgi_pass {plain.PoolName}_feeds; }}",
        };
    }

    public override async Task BreakAsync(LabHost host)
    {
        HeldRequest[] held = [host.Hold(), host.Hold()];
        foreach (HeldRequest request in held)
        {
            await request.HeldByAsync().ConfigureAwait(false);
        }

        foreach (HeldRequest request in held)
        {
            request.LetGo();
            Require((await request.Response.ConfigureAwait(false)).Status == 200, "the pages are answered");
        }

        await VisitAsync(host, 504, Page).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with
    {
        LocationText = "",
        ServerText = options.ServerText.Replace("fastcgi_keep_conn on; ", "", StringComparison.Ordinal),
    });
}
