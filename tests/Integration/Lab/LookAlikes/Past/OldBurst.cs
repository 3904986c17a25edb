namespace Nginx502.Lab.LookAlikes.Past;

/// <summary>A burst of errors hours ago.</summary>
internal sealed class OldBurst : LookAlike
{
    public override string Story => "the logs of nginx hold twenty visitors who got 502 three hours ago, when the socket was missing; since then all is well.";

    public override IReadOnlyList<Cause> Said => [Cause.AllHealthyNow, Cause.FpmNotRunning];

    public override TimeSpan Past => TimeSpan.FromHours(6);

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        string socket = $"{directory.Run}/{plain.SocketName}";
        (string Error, string Access)[] lines =
        [
            .. Enumerable.Range(0, 20).Select(second => PastLines.BadGateway(
                DateTime.Now.AddHours(-3).AddSeconds(second), socket, $"connect() to unix:{socket} failed (2: No such file or directory) while connecting to upstream")),
        ];
        LabDirectory.Write(directory.Logs, NginxConfiguration.ErrorLogName, string.Concat(lines.Select(line => line.Error)));
        LabDirectory.Write(directory.Logs, NginxConfiguration.AccessLogName, string.Concat(lines.Select(line => line.Access)));
        return plain;
    }

    public override Task PrepareAsync(LabHost host) => VisitAsync(host, 200);
}
