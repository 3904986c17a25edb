namespace Nginx502.Lab.Incidents.Limits;

/// <summary>There is no space for what visitors upload.</summary>
internal sealed class NoSpaceForBodies : Incident
{
    private const int Bytes = 300_000;

    public override string Story => "the file system of client_body_temp_path has 64 KB, and a visitor uploads more than fits.";

    public override string Mending => "the file system gets more space.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.DiskFull, 500, "space|DiskSpace");

    public override bool IsPossible => LabMounts.ArePossible;

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        string bodies = Directory.CreateDirectory(directory.Path + "/body").FullName;
        return plain with { NginxThrough = LabMounts.Behind($"mount -t tmpfs -o size=64k,mode=777 tmpfs {bodies}") };
    }

    public override async Task BreakAsync(LabHost host) =>
        Require((await host.PostAsync(Hello, Bytes).ConfigureAwait(false)).Status == 500, "an upload gets 500");

    public override async Task MendAsync(LabHost host)
    {
        await LabMounts.RunAsync(host.Site.Nginx.ProcessId, $"mount -o remount,size=8m {host.Site.Directory.Path}/body").ConfigureAwait(false);
        Require((await host.PostAsync(Hello, Bytes).ConfigureAwait(false)).Status == 200, "an upload gets 200");
    }
}
