namespace Nginx502.Diagnosis;

/// <summary>php-fpm neither works nor ends: its processes are stopped, or hang in the kernel.</summary>
internal sealed class StuckFpmRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (GatewayService service in context.Services.Where(service => service is { Program: not "nginx", IsRunning: true }))
        {
            DiagnosedEndpoint[] own = [.. context.Endpoints.Where(endpoint => endpoint.Service == service)];
            FpmWorkerStatus[] workers = [.. own.SelectMany(endpoint => endpoint.Status?.Workers ?? [])];
            int[] stopped = [.. workers.Where(worker => worker.KernelState is ProcessState.Stopped or ProcessState.Traced).Select(worker => worker.ProcessId)];
            int[] hanging = [.. workers.Where(worker => worker.KernelState == ProcessState.DiskSleep).Select(worker => worker.ProcessId)];
            bool isMasterStopped = service.ProcessState == 'T';
            DiagnosedEndpoint?[] hurt = own.Any(found => found.IsFailing) ? [.. own.Where(found => found.IsFailing)] : [own.FirstOrDefault()];
            if (!(isMasterStopped || (stopped.Length > 0 && stopped.Length == workers.Length) || (hanging.Length > 0 && hanging.Length == workers.Length)))
            {
                continue;
            }

            IEnumerable<int> all = isMasterStopped ? stopped.Prepend(service.ProcessId!.Value) : stopped;
            foreach (DiagnosedEndpoint? endpoint in hurt)
            {
                yield return FindingText.WithErrors(
                    new Finding
                    {
                        Cause = Cause.FpmStuck,
                        Severity = Severity.Error,
                        Confidence = Confidence.Certain,
                        ConfidenceReason = "The kernel tells the state of each process.",
                        IsPresent = true,
                        Status = 504,
                        Endpoint = endpoint?.Endpoint,
                        Pool = endpoint?.Pool?.Pool,
                        ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                        Servers = endpoint?.Servers ?? [],
                        Explanation = hanging.Length > 0
                            ? $"The workers of {service.Name} hang in the kernel, waiting for a disk or a network file system. They cannot be killed, and a restart would hang too."
                            : $"The processes of {service.Name} are stopped (state T): they take connections no more until somebody lets them go on.",
                        Evidence = [new FindingEvidence("kernel", $"{service.Name}: {(isMasterStopped ? "the master and " : string.Empty)}{stopped.Length} of {workers.Length} workers stopped, {hanging.Length} in the kernel", Time: service.Time)],
                        Remedies = hanging.Length > 0 ? [new Remedy("See what does not answer: a disk, an NFS server.", "dmesg --level=err,warn | tail")] : [SocketRemedies.Continue(all)],
                    },
                    endpoint?.Showing(Symptom.ResponseTimedOut, Symptom.BacklogFull, Symptom.ConnectTimedOut) ?? []);
            }
        }
    }
}
