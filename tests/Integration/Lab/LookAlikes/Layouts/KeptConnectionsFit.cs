namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>Kept connections that leave workers free.</summary>
internal sealed class KeptConnectionsFit : LookAlike
{
    public override string Story => "nginx keeps one idle connection (fastcgi_keep_conn, keepalive 1), and the pool has four workers.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(
        plain with
        {
            FastCgiPass = plain.PoolName + "_group",
            HttpText = $"upstream {plain.PoolName}_group {{ server unix:{directory.Run}/{plain.SocketName}; keepalive 1; }}",
            LocationText = "fastcgi_keep_conn on;",
        },
        ("pm.max_children", "4"));

    public override Task PrepareAsync(LabHost host) => VisitAsync(host, 200);
}
