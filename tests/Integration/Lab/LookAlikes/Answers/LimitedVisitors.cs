namespace Nginx502.Lab.LookAlikes.Answers;

/// <summary>nginx turns away who comes too often.</summary>
internal sealed class LimitedVisitors : LookAlike
{
    public override string Story => "limit_req lets two visitors in at once, and the others get 503.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with
    {
        HttpText = "limit_req_zone $server_name zone=visitors:1m rate=1r/m;",
        LocationText = "limit_req zone=visitors burst=1 nodelay;",
    };

    public override async Task PrepareAsync(LabHost host)
    {
        await VisitAsync(host, 200).ConfigureAwait(false);
        await VisitAsync(host, 503).ConfigureAwait(false);
    }
}
