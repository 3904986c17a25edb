namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>A server of a group is out of service on purpose.</summary>
internal sealed class ServerMarkedDown : LookAlike
{
    public override string Story => "a dead server of the upstream group is marked 'down', the other one answers.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with
    {
        FastCgiPass = plain.PoolName + "_group",
        HttpText = $"upstream {plain.PoolName}_group {{ server unix:{directory.Run}/dead.sock down; server unix:{directory.Run}/{plain.SocketName}; }}",
    };

    public override Task PrepareAsync(LabHost host) => VisitAsync(host, 200);
}
