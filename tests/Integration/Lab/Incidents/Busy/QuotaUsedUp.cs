namespace Nginx502.Lab.Incidents.Busy;

/// <summary>The control group gives php-fpm too little of the processor.</summary>
internal sealed class QuotaUsedUp : Incident
{
    private LabControlGroup? _group;

    public override string Story => "the control group of php-fpm has one percent of a processor (CPUQuota), and scripts that compute for a moment take seconds.";

    public override string Mending => "the quota is lifted.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.CpuThrottled, 504, "quota|cpu.max");

    public override string Page => "/compute.php";

    public override bool IsPossible => LabControlGroup.IsPossible("cpu");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { LocationText = "fastcgi_read_timeout 400ms;" };

    public override async Task BreakAsync(LabHost host)
    {
        host.WriteScript("compute.php", "$end = getrusage()['ru_utime.tv_usec'] + 30000; while (getrusage()['ru_utime.tv_usec'] < $end && getrusage()['ru_utime.tv_sec'] < 1) { md5('x'); } echo 'computed';");
        _group = host.Site.Keep(LabControlGroup.Make("cpu"));
        _group.Take(host.Site.Fpm);
        _group.Limit(("cpu.max", "1000 100000"), ("cpu.cfs_quota_us", "1000"));
        LabResponse[] responses = await CrowdAsync(host, 4, Page).ConfigureAwait(false);
        Require(responses.All(response => response.Status == 504), "visitors get 504");
    }

    public override Task MendAsync(LabHost host)
    {
        _group!.Limit(("cpu.max", "max"), ("cpu.cfs_quota_us", "-1"));
        return AwaitFreeWorkersAsync(host);
    }
}
