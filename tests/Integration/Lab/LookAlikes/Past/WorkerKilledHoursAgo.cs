namespace Nginx502.Lab.LookAlikes.Past;

/// <summary>A worker died hours ago.</summary>
internal sealed class WorkerKilledHoursAgo : LookAlike
{
    public override string Story => "a worker was killed (SIGKILL) three hours ago in the middle of a request, by the logs of both; it never happened again.";

    public override IReadOnlyList<Cause> Said => [Cause.AllHealthyNow, Cause.WorkerCrashed, Cause.WorkerKilledByOom];

    public override TimeSpan Past => TimeSpan.FromHours(6);

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        DateTime then = DateTime.Now.AddHours(-3);
        (string error, string access) = PastLines.BadGateway(then, $"{directory.Run}/{plain.SocketName}", "recv() failed (104: Connection reset by peer) while reading response header from upstream");
        LabDirectory.Write(directory.Logs, NginxConfiguration.ErrorLogName, error);
        LabDirectory.Write(directory.Logs, NginxConfiguration.AccessLogName, access);
        LabDirectory.Write(
            directory.Logs,
            "php-fpm.log",
            PastLines.Fpm(then, $"WARNING: [pool {plain.PoolName}] child 4712 exited on signal 9 (SIGKILL) after 36.518233 seconds from start")
                + PastLines.Fpm(then, $"NOTICE: [pool {plain.PoolName}] child 4790 started"));
        return plain;
    }

    public override Task PrepareAsync(LabHost host) => VisitAsync(host, 200);
}
