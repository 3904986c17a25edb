namespace Nginx502.Diagnosis;

/// <summary>php-fpm cannot start workers: the kernel, the control group or process.max allows no more processes.</summary>
internal sealed class ProcessLimitRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        IReadOnlyList<FpmEventEvidence> events = context.Telling(FpmLogEvent.ForkFailed, FpmLogEvent.ProcessMaxReached);
        IReadOnlyList<GatewayResource> full = [.. context.Short(GatewayResourceKind.Processes).Where(resource => resource.State == GatewayResourceState.Exhausted)];
        if (events.Count == 0 && full.Count == 0)
        {
            yield break;
        }

        FpmEventEvidence? named = events.FirstOrDefault(found => found.Pool is not null) ?? (events.Count > 0 ? events[0] : null);
        DiagnosedEndpoint? endpoint = context.EndpointOfPool(named?.Pool, named?.ConfigurationPath);
        IReadOnlyList<ErrorEvidence> errors = endpoint?.Showing(Symptom.ResponseTimedOut, Symptom.BacklogFull, Symptom.ConnectTimedOut) ?? [];
        bool isOwn = events.Count > 0 && events.All(found => found.Event == FpmLogEvent.ProcessMaxReached);
        yield return FindingText.WithEvents(
            FindingText.WithErrors(new Finding
            {
                Cause = Cause.ProcessLimitReached,
                Severity = context.SeverityOf(endpoint, errors),
                Confidence = Confidence.Certain,
                ConfidenceReason = events.Count > 0 ? "php-fpm itself says so." : "The kernel counts them.",
                IsPresent = full.Count > 0 || context.GoesOn(events, errors, context.LoadedAt(endpoint)),
                Status = 504,
                Endpoint = endpoint?.Endpoint,
                Pool = endpoint?.Pool?.Pool,
                ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                Servers = endpoint?.Servers ?? [],
                Explanation = isOwn
                    ? "All pools together have as many workers as process.max allows, so that a busy pool gets no more."
                    : "php-fpm cannot start workers, since no more processes are allowed: by the unit (TasksMax), its control group, its user or the machine.",
                Evidence = [.. FindingText.OfResources(full)],
                Remedies = isOwn
                    ? [new Remedy("Raise process.max in php-fpm.conf, or lower pm.max_children of the pools to what it allows together.", "Get-FpmPool | Format-Table Pool, MaxChildren", ChangeApplies.FpmReload, Disruptions.FpmReload)]
                    : [.. full.SelectMany(resource => resource.Remedies), new Remedy("See which limit it is, and raise it, or lower pm.max_children.", "Measure-GatewayResource Processes")],
            }, errors),
            events);
    }
}
