namespace Nginx502.Diagnosis;

/// <summary>nginx's worker may not pass to the socket, or not connect to it.</summary>
internal sealed class SocketPermissionFindingRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint is { Endpoint.IsUnixSocket: true, Socket.FailedRung: FpmSocketRungKind.Reachable or FpmSocketRungKind.Permitted }))
        {
            FpmSocketTestResult socket = endpoint.Socket!;
            bool isExplained = socket.Facts.Steps.Any(step => step.IsAllowed == false);
            Cause cause = socket.FailedRung == FpmSocketRungKind.Reachable ? Cause.SocketDirectoryNotSearchable
                : isExplained ? Cause.SocketPermissionDenied
                : Cause.SecurityModuleDenied;

            // Without a master nothing makes the socket anew but a start, which makes it with the rights of the configuration.
            bool isMasterGone = socket.Facts.Listener is { IsMasterGone: true } && cause == Cause.SocketPermissionDenied && endpoint.Service is { Orphans.Length: > 0 };
            yield return FindingText.OfSocket(endpoint, cause, socket.Explanation!, isMasterGone ? endpoint.Service!.Remedies : socket.Remedies, Symptom.PermissionDenied);
        }
    }
}
