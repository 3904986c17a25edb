namespace Nginx502.Diagnosis;

/// <summary>Something listens at the endpoint and does not answer as php-fpm does.</summary>
internal sealed class AnswerRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint.Socket?.FailedRung == FpmSocketRungKind.Answers && endpoint.Status is not { IsFull: true }))
        {
            FastCgiFailureKind? kind = endpoint.Socket!.Facts.Attempts.FirstOrDefault(attempt => attempt.Failure is not null)?.Failure?.Kind;
            Cause? cause = kind switch
            {
                FastCgiFailureKind.NotFastCgi or FastCgiFailureKind.ProtocolViolation when endpoint.Pool is { IsRunning: false } => Cause.ListenConflict,
                FastCgiFailureKind.ConnectionClosed or FastCgiFailureKind.ConnectionReset or FastCgiFailureKind.TimedOut when endpoint.Socket.Facts.Listener is { IsOtherServer: true } =>
                    endpoint.Pool is { IsRunning: false } ? Cause.ListenConflict : Cause.WrongServiceOnPort,
                FastCgiFailureKind.NotFastCgi or FastCgiFailureKind.ProtocolViolation => endpoint.Mismatch(AlignmentMismatchKind.ProtocolMismatch) is null ? Cause.WrongServiceOnPort : Cause.ProtocolMismatch,
                FastCgiFailureKind.ConnectionClosed or FastCgiFailureKind.ConnectionReset when !endpoint.Endpoint.IsUnixSocket && endpoint.Mismatch(AlignmentMismatchKind.AllowedClientsRejected) is not null => Cause.AllowedClientsRejected,
                _ => null,
            };
            if (cause is { } found)
            {
                yield return FindingText.OfSocket(
                    endpoint,
                    found,
                    found == Cause.ListenConflict ? $"The php-fpm of pool {endpoint.Pool!.Pool} does not run, and another program holds its address{(endpoint.Socket.Facts.Listener is { } other ? $": {other}" : string.Empty)}." : endpoint.Socket.Explanation!,
                    found == Cause.ListenConflict ? SocketRemedies.Free(endpoint.Socket.Facts.Listener, endpoint.Service) :
                    endpoint.Mismatch(AlignmentMismatchKind.AllowedClientsRejected, AlignmentMismatchKind.ProtocolMismatch)?.Remedies ?? [.. found == Cause.WrongServiceOnPort ? Redirect(context, endpoint) : [], .. endpoint.Socket.Remedies],
                    Symptom.ProtocolMismatch,
                    Symptom.MalformedResponse,
                    Symptom.ConnectionClosedEarly,
                    Symptom.ConnectionReset,
                    Symptom.ResponseTimedOut);
            }
        }
    }

    private static IEnumerable<Remedy> Redirect(DiagnosisContext context, DiagnosedEndpoint endpoint) => context.UpstreamsTo(endpoint.Endpoint).Take(1).Select(upstream => Unused(context) is { Endpoint: { } address } pool
        ? new Remedy(
            $"Pool {pool.Pool} listens on {address}, and nginx hands nothing over to it. If that is the one that was meant, have nginx use it ({upstream.Path}:{upstream.LineNumber}).",
            $"{CommandText.Choose(upstream)} | {FindingText.ForPool(context, "Sync-FpmEndpoint", pool, $"-Transport {(address.IsUnixSocket ? "UnixSocket" : "Tcp")} -Reload")}",
            ChangeApplies.NginxReload,
            Disruptions.NginxReload)
        : new Remedy(
            $"Write the address of the pool that was meant, its port or socket, in {upstream.Path}:{upstream.LineNumber} ({upstream.Directive} {upstream.Upstream};), and reload nginx.",
            Applies: ChangeApplies.NginxReload,
            Disruption: Disruptions.NginxReload));

    // Of several it is not known which one was meant.
    private static FpmPool? Unused(DiagnosisContext context) =>
        context.Snapshot.Configuration.Pools.Where(pool => pool is { IsRunning: true, Endpoint: not null } && context.UpstreamsTo(pool.Endpoint).Count == 0).ToArray() is [{ } only] ? only : null;
}
