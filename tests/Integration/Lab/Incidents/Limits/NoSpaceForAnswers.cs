namespace Nginx502.Lab.Incidents.Limits;

/// <summary>There is no space for what php-fpm answers to slow visitors.</summary>
internal sealed class NoSpaceForAnswers : Incident
{
    public override string Story => "the file system of fastcgi_temp_path has 64 KB, and a slow visitor's answer does not fit: he gets a cut 200.";

    public override string Mending => "the file system gets more space.";

    public override bool IsOfOneHost => false;

    // The header with its 200 is out before the space is.
    public override IncidentTruth Truth => new(Cause.DiskFull, 200, "space|DiskSpace");

    public override bool IsPossible => LabMounts.ArePossible;

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        string answers = Directory.CreateDirectory(directory.Path + "/fastcgi").FullName;
        return plain with { NginxThrough = LabMounts.Behind($"mount -t tmpfs -o size=64k,mode=777 tmpfs {answers}") };
    }

    public override async Task BreakAsync(LabHost host)
    {
        // nginx names no error number here: what fits is written, and the rest is missing.
        LabResponse response = await host.GetAsync("/large.php", () => LabSite.WaitForLogAsync(host.Site.ErrorLog, "has written only")).ConfigureAwait(false);
        Require(response is { Status: 200, IsTruncated: true }, "the answer is cut");
    }

    public override async Task MendAsync(LabHost host)
    {
        await LabMounts.RunAsync(host.Site.Nginx.ProcessId, $"mount -o remount,size=64m {host.Site.Directory.Path}/fastcgi").ConfigureAwait(false);

        // Logs have whole seconds: what goes well in the second of the trouble is not told from it.
        await Task.Delay(TimeSpan.FromSeconds(1.1)).ConfigureAwait(false);
        LabResponse response = await host.GetAsync("/large.php", () => Task.Delay(500)).ConfigureAwait(false);
        Require(response is { Status: 200, IsTruncated: false }, "the answer is whole");
    }
}
