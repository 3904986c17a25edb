namespace Nginx502.Diagnosis;

/// <summary>What lies at the path of a socket is not what php-fpm listens on: it was deleted, is no socket, or is another file to nginx.</summary>
internal sealed class SocketFileFindingRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint is { IsFailing: true, IsDown: false } && (endpoint.Endpoint.IsUnixSocket || endpoint.Socket!.Facts.IsLocal) && !ContainerLoopbackRule.Concerns(context, endpoint)))
        {
            FpmSocketTestResult socket = endpoint.Socket!;
            Cause? cause = socket switch
            {
                { FailedRung: FpmSocketRungKind.IsSocket } => Cause.NotASocket,
                { FailedRung: FpmSocketRungKind.Exists, Facts.IsOnlyElsewhere: true } => Cause.NamespaceMismatch,
                { FailedRung: FpmSocketRungKind.Exists } when endpoint is { Pool.IsRunning: true, MissingDirectory: not null } => Cause.RuntimeDirectoryMissing,
                { FailedRung: FpmSocketRungKind.Exists or FpmSocketRungKind.Listening, Facts.ListenerOfDeletedFile: not null } => Cause.SocketFileDeleted,
                { FailedRung: FpmSocketRungKind.Exists or FpmSocketRungKind.Listening } when endpoint.Pool is { IsRunning: true } && (endpoint.Mismatch(AlignmentMismatchKind.FpmNotReloaded) is not null || socket.Facts is { IsListed: false, LinkTarget: null }) => Cause.FpmNotReloaded,
                { FailedRung: FpmSocketRungKind.Exists, Facts.LinkTarget: not null } when endpoint.Pool is not null || endpoint.Alignment.Count == 0 => Cause.NotASocket,
                { FailedRung: FpmSocketRungKind.Exists } when endpoint.Pool is { IsRunning: true } => Cause.SocketFileDeleted,
                _ => null,
            };
            if (cause is { } found)
            {
                bool isNotLoaded = found == Cause.FpmNotReloaded;
                AlignmentMismatch? notLoaded = isNotLoaded ? endpoint.Mismatch(AlignmentMismatchKind.FpmNotReloaded) : null;
                Finding finding = FindingText.OfSocket(
                    endpoint,
                    found,
                    found == Cause.RuntimeDirectoryMissing
                        ? $"The directory {SafeText.Escape(endpoint.MissingDirectory!)} of the socket was taken away under the running php-fpm, which cannot be reached any more."
                        : isNotLoaded ? $"Pool {endpoint.Pool!.Pool} is to listen on {endpoint.Endpoint} by its file, and the running php-fpm does not: it has not loaded that file." : socket.Explanation!,
                    found == Cause.RuntimeDirectoryMissing ? Anew(endpoint, socket) : isNotLoaded ? [new Remedy("Check the files first.", "Test-FpmConfiguration"), Reload(endpoint)] : socket.Remedies,
                    Symptom.SocketMissing,
                    Symptom.ConnectionRefused,
                    Symptom.SocketWrongType,
                    Symptom.NoLiveUpstreams);
                yield return notLoaded is null ? finding : finding with { Evidence = [.. finding.Evidence.Take(1), .. FindingText.OfPlaces(notLoaded), .. finding.Evidence.Skip(1)] };
            }
        }
    }

    private static Remedy[] Anew(DiagnosedEndpoint endpoint, FpmSocketTestResult socket) =>
    [
        new Remedy(
            "Make the directory, then restart php-fpm: a reload does not make the socket again.",
            string.Join(" && ", socket.Remedies.Take(1).Select(restart => restart.Command).OfType<string>().Prepend($"install -d -m 0755 {PasteText.Shell(endpoint.MissingDirectory!)}")),
            ChangeApplies.FpmRestart,
            Disruptions.FpmRestart),
        new Remedy("For the next boot: RuntimeDirectory= in its unit, or a line in /etc/tmpfiles.d."),
    ];

    private static Remedy Reload(DiagnosedEndpoint endpoint) => new(
        "Then reload php-fpm.",
        endpoint.Service is { } service ? $"Restart-GatewayService {PasteText.PowerShellArgument(service.Name)} -Reload" : null,
        ChangeApplies.FpmReload,
        Disruptions.FpmReload);
}
