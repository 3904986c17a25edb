namespace Nginx502.Lab.LookAlikes.Answers;

/// <summary>nginx's configuration says 503, as for a maintenance.</summary>
internal sealed class ClosedForMaintenance : LookAlike
{
    public override string Story => "a location has 'return 503' for a maintenance; the rest of the site is served.";

    public override Cause? Warned => Cause.StatusByDesign;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { ServerText = "location = /shop.html { return 503; }" };

    public override async Task PrepareAsync(LabHost host)
    {
        await VisitAsync(host, 503, "/shop.html").ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
