namespace Nginx502.Lab.LookAlikes.Busy;

/// <summary>A crowd that was served.</summary>
internal sealed class CrowdOfAMoment : LookAlike
{
    public override string Story => "twenty visitors come at once to two workers, wait for less than a second, and all get their answer; php-fpm logs that pm.max_children was reached.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        WithPool(plain, ("pm", "dynamic"), ("pm.start_servers", "1"), ("pm.min_spare_servers", "1"), ("pm.max_spare_servers", "2"));

    public override async Task PrepareAsync(LabHost host)
    {
        host.WriteScript("short.php", "usleep(50000); echo 'short';");
        do
        {
            LabResponse[] responses = await CrowdAsync(host, 20, "/short.php").ConfigureAwait(false);
            Require(responses.All(response => response.Status == 200), "all visitors are answered");
        }
        while (!LabSite.ReadLog(host.Site.Fpm.Log).Contains("max_children", StringComparison.Ordinal));
    }
}
