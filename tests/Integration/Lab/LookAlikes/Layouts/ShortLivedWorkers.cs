namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>Workers end in order all the time.</summary>
internal sealed class ShortLivedWorkers : LookAlike
{
    public override string Story => "pm.max_requests is 1: a worker ends with code 0 after each request, and another one follows.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(plain, ("pm.max_requests", "1"));

    public override async Task PrepareAsync(LabHost host)
    {
        for (int round = 1; round <= 10; round++)
        {
            await VisitAsync(host, 200).ConfigureAwait(false);
        }
    }
}
