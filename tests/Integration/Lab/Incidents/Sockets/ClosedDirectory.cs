namespace Nginx502.Lab.Incidents.Sockets;

/// <summary>A directory on the way to the socket is closed to nginx's worker.</summary>
internal sealed class ClosedDirectory : Incident
{
    public override string Story => "the socket itself is open to everybody, and the directory above it is of root with mode 0700.";

    public override string Mending => "the directory is opened for passing (0711).";

    public override IncidentTruth Truth => new(Cause.SocketDirectoryNotSearchable, 502, "Repair-FpmSocket|chmod|pass");

    public override bool IsPossible => LabUser.IsRoot;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        string closed = Directory.CreateDirectory(Path.Combine(directory.Run, plain.PoolName + "-closed")).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return WithPool(plain, ("listen", closed + "/php.sock"), ("listen.mode", "0666"));
    }

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host)
    {
        File.SetUnixFileMode(
            Path.GetDirectoryName(host.Pool.Listen)!,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return Task.CompletedTask;
    }
}
