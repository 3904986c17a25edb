namespace Nginx502.Lab.LookAlikes.Busy;

/// <summary>A script that takes its time.</summary>
internal sealed class SlowScript : LookAlike
{
    public override string Story => "a script sleeps for two seconds, well within all time-outs.";

    public override async Task PrepareAsync(LabHost host)
    {
        host.WriteScript("report.php", "sleep(2); echo 'report';");
        await VisitAsync(host, 200, "/report.php").ConfigureAwait(false);
    }
}
