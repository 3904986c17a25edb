using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>Does nginx listen on each port that its servers name?</summary>
internal sealed class NginxListeningCheck : IChecklistCheck
{
    private const string LookedAt = "the listening sockets of the kernel, and the listen lines of nginx's servers that hand over";

    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Network;

    /// <inheritdoc/>
    public string Name => "nginx listening";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context)
    {
        GatewayConfiguration configuration = context.Snapshot.Configuration;
        int[] wanted = [.. configuration.Upstreams.SelectMany(upstream => upstream.Listen).Select(PortOf).OfType<int>().Distinct().Order()];
        int[] own = [.. (context.Snapshot.Resources?.ListenQueues ?? []).Where(queue => queue.Program == "nginx").Select(queue => queue.Endpoint?.Port ?? 0).Where(port => port > 0).Distinct()];
        if (wanted.Length == 0)
        {
            return [context.Item(this, ChecklistStatus.Skipped, "ports", "No server of nginx that hands over names a TCP port.", LookedAt)];
        }

        bool runs = configuration.Nginx.Any(nginx => nginx.ProcessId is not null);
        if (configuration.ListeningPorts.Length == 0 && configuration.NotSeen.Length > 0)
        {
            return [context.NotSeen(this, "ports", LookedAt, configuration.NotSeen[0])];
        }

        return [.. wanted.Select(port => ItemOf(context, port, runs, own)), .. ResourceItems.Short(context, this, GatewayResourceKind.ListenOverflow)];
    }

    private ChecklistItem ItemOf(ChecklistContext context, int port, bool runs, int[] own)
    {
        string subject = string.Create(CultureInfo.InvariantCulture, $"port {port}");
        bool isTaken = context.Snapshot.Configuration.ListeningPorts.Contains(port);
        return (runs, isTaken) switch
        {
            (true, true) when own.Contains(port) => context.Item(this, ChecklistStatus.Passed, subject, "nginx listens on it.", LookedAt),
            (true, true) when own.Length == 0 => context.Item(this, ChecklistStatus.Passed, subject, "It is listened on; which program does was not seen.", LookedAt),
            (true, true) => context.Item(
                this, ChecklistStatus.Failed, subject, "It is listened on, and not by nginx: another program answers the visitors.", LookedAt,
                new Remedy("See which program it is.", string.Create(CultureInfo.InvariantCulture, $"ss -ltnp 'sport = :{port}'"))),
            (false, true) => context.Item(
                this, ChecklistStatus.Failed, subject, "nginx does not run, and another program listens on its port: nginx cannot be started.", LookedAt,
                new Remedy("See which program it is.", string.Create(CultureInfo.InvariantCulture, $"ss -ltnp 'sport = :{port}'"))),
            (true, false) => context.Item(
                this, ChecklistStatus.Failed, subject, "Nobody listens on it, though a server of the configuration says so: nginx read its files before that line came.", LookedAt,
                new Remedy("See whether it is accepted; then have nginx read it.", "nginx -t && nginx -s reload", ChangeApplies.NginxReload, Disruptions.NginxReload)),
            _ => context.Item(
                this, ChecklistStatus.Failed, subject, "Nobody listens on it: nginx does not run.", LookedAt, context.Judged.Services.FirstOrDefault(service => service.Program == "nginx")?.Remedies ?? []),
        };
    }

    private static int? PortOf(string listen) =>
        FpmEndpoint.TryParse(listen.Replace("*:", "0.0.0.0:", StringComparison.Ordinal), out FpmEndpoint? endpoint) && !endpoint.IsUnixSocket ? endpoint.Port : null;
}
