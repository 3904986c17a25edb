namespace Nginx502.Lab.Incidents.Sockets;

/// <summary>The socket is of a group that nginx's worker is not in.</summary>
internal sealed class SocketOfAnotherGroup : Incident
{
    public override string Story => "the socket is root's and of group root with mode 0660, as after listen.group was commented out.";

    public override string Mending => "listen.group names nginx's group, and php-fpm is restarted.";

    public override IncidentTruth Truth => new(Cause.SocketPermissionDenied, 502, "Repair-FpmSocket|listen.owner|listen.group|listen.mode");

    public override bool IsPossible => LabUser.IsRoot;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        WithPool(plain, ("listen.owner", "root"), ("listen.group", "root"), ("listen.mode", "0660"));

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => RestartFpmAsync(host, options => WithPool(options, ("listen.group", LabUser.ForWorkers!.Group)));
}
