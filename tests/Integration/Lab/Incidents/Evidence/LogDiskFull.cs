namespace Nginx502.Lab.Incidents.Evidence;

/// <summary>The disk of the logs is full, and php-fpm crashed.</summary>
internal sealed class LogDiskFull : Incident
{
    public override string Story => "the file system of the error log is full, so that nginx cannot write a line, and the master and all workers of php-fpm are killed.";

    public override string Mending => "php-fpm is started, and the file system gets more space.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.FpmCrashed, 502, "start") { Mentioned = [Cause.DiskFull] };

    public override bool IsPossible => LabMounts.ArePossible;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        string full = Directory.CreateDirectory(directory.Path + "/full").FullName;
        return plain with
        {
            ErrorLogPath = full + "/error.log",
            NginxThrough = LabMounts.Behind($"mount -t tmpfs -o size=8k,mode=755 tmpfs {full} && head -c 8192 /dev/zero > {full}/old.log; touch {full}/error.log"),
        };
    }

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.KillAll();
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override async Task MendAsync(LabHost host)
    {
        await LabMounts.RunAsync(host.Site.Nginx.ProcessId, $"mount -o remount,size=8m {host.Site.Directory.Path}/full").ConfigureAwait(false);
        await host.Site.Fpm.StartAsync().ConfigureAwait(false);
    }
}
