namespace Nginx502.Lab.LookAlikes.Past;

/// <summary>Logs were rotated as they should be.</summary>
internal sealed class LogsJustRotated : LookAlike
{
    public override string Story => "the logs of both servers are moved away, and both are told to open them anew (USR1).";

    public override async Task PrepareAsync(LabHost host)
    {
        await VisitAsync(host, 200).ConfigureAwait(false);
        string[] logs = [host.Site.ErrorLog, host.Site.AccessLog, host.Site.Fpm.Log];
        foreach (string log in logs)
        {
            File.Move(log, log + ".1");
        }

        host.Site.Nginx.ReopenLogs();
        host.Site.Fpm.Master.Signal(UnixSignal.User1);
        await Patience.UntilAsync(() => logs.All(File.Exists), "the logs to be there again").ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
