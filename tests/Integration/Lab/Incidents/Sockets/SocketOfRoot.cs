namespace Nginx502.Lab.Incidents.Sockets;

/// <summary>The socket is of root, and its mode lets nobody else in.</summary>
internal sealed class SocketOfRoot : Incident
{
    public override string Story => "the socket belongs to root with mode 0600.";

    public override string Mending => "owner, group and mode are set as the pool should have them.";

    public override IncidentTruth Truth => new(Cause.SocketPermissionDenied, 502, "Repair-FpmSocket|listen.owner|listen.group|listen.mode");

    public override bool IsPossible => LabUser.IsRoot;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        WithPool(plain, ("listen.owner", "root"), ("listen.group", "root"), ("listen.mode", "0600"));

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host)
    {
        host.Change(options => WithPool(options, ("listen.owner", LabUser.ForWorkers!.Name), ("listen.group", LabUser.ForWorkers.Group), ("listen.mode", "0660")));
        UnixCall.ChangeOwner(host.Pool.Listen, LabUser.ForWorkers!);
        File.SetUnixFileMode(host.Pool.Listen, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        return Task.CompletedTask;
    }
}
