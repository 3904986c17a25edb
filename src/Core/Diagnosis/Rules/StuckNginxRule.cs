namespace Nginx502.Diagnosis;

/// <summary>nginx neither works nor ends: all of its workers were stopped. Visitors connect, and nothing comes back.</summary>
internal sealed class StuckNginxRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context) => context.Services
        .Where(service => service is { Program: "nginx", IsRunning: true, AreAllWorkersStopped: true })
        .Select(service =>
        {
            bool isMasterStopped = service.ProcessState == 'T';
            return new Finding
            {
                Cause = Cause.NginxStuck,
                Severity = Severity.Error,
                Confidence = Confidence.Certain,
                ConfidenceReason = "The kernel tells the state of each process.",
                IsPresent = true,
                Explanation = $"All workers of nginx{(isMasterStopped ? " and its master" : string.Empty)} are stopped (state T): visitors connect, and wait for an answer that does not come until somebody lets them go on.",
                Evidence = [new FindingEvidence("kernel", $"{service.Name}: {(isMasterStopped ? "the master and " : string.Empty)}{service.StoppedWorkers.Length} of {service.WorkerCount} workers stopped", Time: service.Time)],
                Remedies = [SocketRemedies.Continue(isMasterStopped ? service.StoppedWorkers.Prepend(service.ProcessId!.Value) : service.StoppedWorkers)],
            };
        });
}
