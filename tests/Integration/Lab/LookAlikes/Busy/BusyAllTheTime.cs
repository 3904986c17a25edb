namespace Nginx502.Lab.LookAlikes.Busy;

/// <summary>Both workers are busy, one short request after the other.</summary>
internal sealed class BusyAllTheTime : LookAlike
{
    private volatile bool _isOver;
    private Task _visitors = Task.CompletedTask;

    public override string Story => "two visitors ask again and again for a script that takes a tenth of a second: both workers are busy all the time, and nobody waits longer than that.";

    public override async Task PrepareAsync(LabHost host)
    {
        host.WriteScript("short.php", "usleep(100000); echo 'short';");
        await VisitAsync(host, 200, "/short.php").ConfigureAwait(false);
        _visitors = Task.WhenAll(AskAgainAsync(host), AskAgainAsync(host));
    }

    public override async Task EndAsync(LabHost host)
    {
        _isOver = true;
        await _visitors.ConfigureAwait(false);
    }

    private async Task AskAgainAsync(LabHost host)
    {
        while (!_isOver)
        {
            Require((await host.GetAsync("/short.php").ConfigureAwait(false)).Status == 200, "the visitors are answered");
        }
    }
}
