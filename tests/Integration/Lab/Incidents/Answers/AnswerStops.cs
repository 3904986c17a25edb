namespace Nginx502.Lab.Incidents.Answers;

/// <summary>An answer stops in the middle.</summary>
internal sealed class AnswerStops : Incident
{
    public override string Story => "a script sends the first half of its page, waits for longer than fastcgi_read_timeout, and nginx cuts the answer.";

    public override string Mending => "the script is mended.";

    public override IncidentTruth Truth => new(Cause.ResponseCut, 200, "script");

    public override string Page => "/feed.php";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { LocationText = "fastcgi_read_timeout 300ms;" };

    public override async Task BreakAsync(LabHost host)
    {
        host.WriteScript("feed.php", "echo str_repeat('x', 20000); flush(); usleep(900000); echo 'feed';");
        for (int visitor = 1; visitor <= 2; visitor++)
        {
            Require(await host.GetAsync(Page).ConfigureAwait(false) is { Status: 200, IsTruncated: true }, "the answer is cut");
        }

        // The workers finish their scripts for nobody, and are free again when one looks.
        await Task.Delay(1000).ConfigureAwait(false);
    }

    public override async Task MendAsync(LabHost host)
    {
        host.WriteScript("feed.php", "echo 'feed';");

        // What was begun before is cut, and its line written, before the mended script is asked.
        await Task.Delay(2000).ConfigureAwait(false);
    }
}
