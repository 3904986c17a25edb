namespace Nginx502.Lab.Incidents.Limits;

/// <summary>nginx's worker may not write its temporary files.</summary>
internal sealed class TemporaryFilesOfRoot : Incident
{
    private const int Bytes = 300_000;

    public override string Story => "the directory of client_body_temp_path is root's with mode 0700, as after a chown of everything, and a visitor uploads something.";

    public override string Mending => "the directory is given to nginx's user.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.TempPathPermission, 500, "chown");

    public override bool IsPossible => LabUser.IsRoot;

    public override string? EndpointOf(LabHost host) => null;

    public override async Task BreakAsync(LabHost host)
    {
        UnixCall.ChangeOwner(host.Site.Directory.Path + "/body", LabUser.Root);
        for (int visitor = 1; visitor <= 2; visitor++)
        {
            Require((await host.PostAsync(Hello, Bytes).ConfigureAwait(false)).Status == 500, "an upload gets 500");
        }
    }

    public override async Task MendAsync(LabHost host)
    {
        UnixCall.ChangeOwner(host.Site.Directory.Path + "/body", LabUser.ForWorkers!);
        Require((await host.PostAsync(Hello, Bytes).ConfigureAwait(false)).Status == 200, "an upload gets 200");
    }
}
