namespace Nginx502.Diagnosis;

/// <summary>The accept queue of a pool was full, so that the kernel turned nginx away.</summary>
internal sealed class BacklogFullRule() : SymptomRule(Cause.BacklogFull, Symptom.BacklogFull)
{
    private const int Usual = 1024;

    // Who waits behind so many is gone before his turn comes.
    private const int Most = 8192;

    /// <inheritdoc/>
    protected override bool GoesOn(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        endpoint is { Socket.FailedRung: FpmSocketRungKind.Backlog } || (endpoint is not { Answers: true, Status.IsFull: not true } && context.GoesOn(errors, context.LoadedAt(endpoint)));

    /// <inheritdoc/>
    protected override IEnumerable<FindingEvidence> Facts(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        endpoint?.Socket is { Queued: { } queued, QueueLimit: { } limit } socket ? [new FindingEvidence("kernel", $"{queued} connections wait in the queue of {endpoint.Endpoint}, of {limit} that may", Time: socket.Time)] : [];

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "More visitors waited for a worker than the queue of the socket takes, and the kernel turned the others away. The queue is the smaller of listen.backlog and net.core.somaxconn.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors)
    {
        yield return new Remedy("First see what the workers do: a longer queue makes visitors wait longer, and answers none of them.", TuningText.ShowWorkers(context, endpoint?.Pool));
        if (endpoint?.Pool is { } pool && Longer(context, endpoint, pool) is { } longer)
        {
            yield return longer;
        }
    }

    // The kernel gives the smaller of both: what is below the other is to be raised.
    private static Remedy? Longer(DiagnosisContext context, DiagnosedEndpoint endpoint, FpmPool pool)
    {
        int asked = pool.ListenBacklog;
        if ((endpoint.Socket?.QueueLimit ?? context.Snapshot.Configuration.SomaxConn) is { } limit && (asked < 0 || limit < asked))
        {
            return new Remedy(
                $"For bursts that pass: the kernel cuts the queue to {limit} (net.core.somaxconn). Raise that, for good in /etc/sysctl.d, and restart php-fpm.",
                $"sysctl -w net.core.somaxconn={Math.Max(Usual, Math.Max(asked, limit * 2))}",
                ChangeApplies.FpmRestart,
                Disruptions.FpmRestart);
        }

        return asked >= Most ? null : new Remedy(
            "For bursts that pass: a longer queue (listen.backlog), with net.core.somaxconn at least as long. php-fpm takes it at a restart only.",
            FindingText.ForPool(context, "Set-FpmPoolTuning", pool, $"-ListenBacklog {Math.Max(Usual, asked * 2)}"),
            ChangeApplies.FpmRestart,
            Disruptions.FpmRestart);
    }
}
