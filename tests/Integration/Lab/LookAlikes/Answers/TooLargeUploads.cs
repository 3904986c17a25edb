namespace Nginx502.Lab.LookAlikes.Answers;

/// <summary>nginx refuses what is too large.</summary>
internal sealed class TooLargeUploads : LookAlike
{
    public override string Story => "client_max_body_size is 1k, and a visitor who uploads more gets 413.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { ServerText = "client_max_body_size 1k;" };

    public override async Task PrepareAsync(LabHost host)
    {
        Require((await host.PostAsync(Hello, 5000).ConfigureAwait(false)).Status == 413, "an upload gets 413");
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
