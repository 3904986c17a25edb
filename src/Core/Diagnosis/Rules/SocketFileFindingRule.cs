namespace Nginx502.Diagnosis;

/// <summary>What lies at the path of a socket is not what php-fpm listens on: it was deleted, is no socket, or is another file to nginx.</summary>
internal sealed class SocketFileFindingRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint.IsFailing))
        {
            FpmSocketTestResult socket = endpoint.Socket!;
            Cause? cause = socket switch
            {
                { FailedRung: FpmSocketRungKind.IsSocket } => Cause.NotASocket,
                { FailedRung: FpmSocketRungKind.Exists, Facts.IsOnlyElsewhere: true } => Cause.NamespaceMismatch,
                { FailedRung: FpmSocketRungKind.Exists or FpmSocketRungKind.Listening, Facts.ListenerOfDeletedFile: not null } => Cause.SocketFileDeleted,
                { FailedRung: FpmSocketRungKind.Exists } when endpoint.Pool is { IsRunning: true } && endpoint.Mismatch(AlignmentMismatchKind.FpmNotReloaded) is not null => Cause.FpmNotReloaded,
                { FailedRung: FpmSocketRungKind.Exists, Facts.LinkTarget: not null } => Cause.NotASocket,
                { FailedRung: FpmSocketRungKind.Exists } when endpoint.Pool is { IsRunning: true } => Cause.SocketFileDeleted,
                _ => null,
            };
            if (cause is { } found)
            {
                yield return FindingText.OfSocket(
                    endpoint, found, socket.Explanation!, socket.Remedies, Symptom.SocketMissing, Symptom.ConnectionRefused, Symptom.SocketWrongType);
            }
        }
    }
}
