namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>A group that still answers.</summary>
internal sealed class DegradedGroup : LookAlike
{
    public override string Story => "one of two servers of the upstream group is a port on which nobody listens; every visitor is answered by the other.";

    public override Cause? Warned => Cause.UpstreamDegraded;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with
    {
        FastCgiPass = plain.PoolName + "_group",
        HttpText = $"upstream {plain.PoolName}_group {{ server 127.0.0.1:{FreePort.Tcp()}; server unix:{directory.Run}/{plain.SocketName}; }}",
    };

    public override async Task PrepareAsync(LabHost host)
    {
        await VisitAsync(host, 200).ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
        Require(LabSite.ReadLog(host.Site.ErrorLog).Contains("Connection refused", StringComparison.Ordinal), "an attempt failed");
    }
}
