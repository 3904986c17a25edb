namespace Nginx502.Lab.Incidents.Deaths;

/// <summary>A kept connection is closed in the moment in which it is used.</summary>
internal sealed class KeptConnectionClosed : Incident
{
    public override string Story => "nginx keeps an idle connection to a worker (fastcgi_keep_conn), the worker ends in the moment in which a POST is sent over it, and nginx may not try a POST again.";

    public override string Mending => "fastcgi_keep_conn is removed, and nginx is reloaded.";

    public override bool IsOfOneHost => false;

    // One POST of many: it is over and will come again, both can be said.
    public override IncidentTruth Truth => new(Cause.KeepaliveRace, 502, "fastcgi_keep_conn|KeepConn") { IsPresent = null };

    public override string? EndpointOf(LabHost host) => host.Pool.Endpoint;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(
        plain with
        {
            FastCgiPass = plain.PoolName + "_kept",
            HttpText = $"upstream {plain.PoolName}_kept {{ server unix:{directory.Run}/{plain.SocketName}; keepalive 4; }}",
            LocationText = "fastcgi_keep_conn on;",
        },
        ("pm.max_children", "1"));

    public override Task BreakAsync(LabHost host)
    {
        using KeptVisitor visitor = new(host);
        visitor.Send("GET", Hello);
        Require(visitor.Receive() == 200, "the first request is answered");

        // nginx stands still while both happen: the request comes, and the worker goes.
        ProcessIdentity nginx = host.Site.Nginx.Workers[0];
        ProcessIdentity worker = host.Site.Fpm.Workers[0];
        nginx.Signal(UnixSignal.Stop);
        visitor.Send("POST", Hello);
        worker.Signal(UnixSignal.Quit);
        if (!SpinWait.SpinUntil(() => !worker.IsAlive, 300))
        {
            worker.Signal(UnixSignal.Terminate);
            SpinWait.SpinUntil(() => !worker.IsAlive, Patience.Limit);
        }

        nginx.Signal(UnixSignal.Continue);
        Require(visitor.Receive() == 502, "the POST gets 502");
        return Task.CompletedTask;
    }

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { LocationText = "" });
}
