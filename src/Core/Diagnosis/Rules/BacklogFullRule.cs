namespace Nginx502.Diagnosis;

/// <summary>The accept queue of a pool was full, so that the kernel turned nginx away.</summary>
internal sealed class BacklogFullRule() : SymptomRule(Cause.BacklogFull, Symptom.BacklogFull)
{
    /// <inheritdoc/>
    protected override bool GoesOn(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        endpoint is { Socket.FailedRung: FpmSocketRungKind.Backlog } || (endpoint is not { Answers: true, Status.IsFull: not true } && context.GoesOn(errors, context.LoadedAt(endpoint)));

    /// <inheritdoc/>
    protected override IEnumerable<FindingEvidence> Facts(DiagnosisContext context, DiagnosedEndpoint? endpoint) =>
        endpoint?.Socket is { Queued: { } queued, QueueLimit: { } limit } socket ? [new FindingEvidence("kernel", $"{queued} connections wait in the queue of {endpoint.Endpoint}, of {limit} that may", Time: socket.Time)] : [];

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "More visitors waited for a worker than the queue of the socket takes, and the kernel turned the others away. The queue is the smaller of listen.backlog and net.core.somaxconn.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors)
    {
        yield return new Remedy("First see what the workers do: a longer queue makes visitors wait longer, and answers none of them.", $"Get-FpmStatus{(endpoint?.Pool is { } known ? " " + PasteText.PowerShellArgument(known.Pool) : string.Empty)} -Full");
        if (endpoint?.Pool is { } pool)
        {
            yield return new Remedy(
                "For bursts that pass: a longer queue, with net.core.somaxconn at least as long. php-fpm takes it at a restart only.",
                FindingText.ForPool(context, "Set-FpmPoolTuning", pool, "-Backlog 1024"),
                ChangeApplies.FpmRestart,
                Disruptions.FpmRestart);
        }
    }
}
