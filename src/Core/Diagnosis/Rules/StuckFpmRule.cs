namespace Nginx502.Diagnosis;

/// <summary>php-fpm neither works nor ends: its processes are stopped, or hang in the kernel.</summary>
internal sealed class StuckFpmRule : IDiagnosisRule
{
    // nginx's own default of *_read_timeout: of visitors who come one after another the errors lie no further apart.
    private static readonly TimeSpan OneWait = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (GatewayService service in context.Services.Where(service => service is { Program: not "nginx", IsRunning: true }))
        {
            DiagnosedEndpoint[] all = [.. context.Endpoints.Where(endpoint => endpoint.Service == service)];
            bool isMasterStopped = service.ProcessState == 'T';

            // Where one pool alone stands still, the others are of no interest.
            DiagnosedEndpoint[] own = isMasterStopped || IsStill(all) ? all : [.. all.Where(endpoint => IsStill([endpoint]))];
            if (!isMasterStopped && own.Length == 0)
            {
                foreach (Finding finding in all.Select(Some).OfType<Finding>())
                {
                    yield return finding;
                }

                continue;
            }

            FpmWorkerStatus[] workers = [.. own.SelectMany(endpoint => endpoint.Status?.Workers ?? [])];
            int[] stopped = [.. workers.Where(IsStopped).Select(worker => worker.ProcessId)];
            int[] hanging = [.. workers.Where(IsHanging).Select(worker => worker.ProcessId)];
            string who = own.Length > 0 && own.Length < all.Length ? $"pool {string.Join(", ", own.Select(found => found.Pool?.Pool).OfType<string>())}" : service.Name;
            bool isMasterAlone = isMasterStopped && stopped.Length == 0 && hanging.Length == 0;
            bool answers = own.Length > 0 && own.All(found => found.Answers);

            // Where the master alone is stopped, no pool of it is concerned more than another.
            DiagnosedEndpoint?[] hurt = own.Any(found => found.IsFailing) ? [.. own.Where(found => found.IsFailing)] : [isMasterAlone && own.Length > 1 ? null : own.FirstOrDefault()];
            IEnumerable<int> waiting = isMasterStopped ? stopped.Prepend(service.ProcessId!.Value) : stopped;
            foreach (DiagnosedEndpoint? endpoint in hurt)
            {
                yield return FindingText.WithErrors(
                    new Finding
                    {
                        Cause = Cause.FpmStuck,
                        Severity = isMasterAlone && answers ? Severity.Warning : Severity.Error,
                        Confidence = Confidence.Certain,
                        ConfidenceReason = "The kernel tells the state of each process.",
                        IsPresent = true,
                        Status = 504,
                        Endpoint = endpoint?.Endpoint,
                        Pool = endpoint?.Pool?.Pool,
                        ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                        Servers = endpoint?.Servers ?? [.. own.SelectMany(found => found.Servers).Distinct()],
                        Explanation = hanging.Length > 0
                            ? $"The workers of {who} hang in the kernel, waiting for a disk or a network file system. They cannot be killed, and a restart would hang too."
                            : isMasterAlone
                            ? $"The master of {who} is stopped (state T): its workers serve on, and none that ends is replaced, no reload is done."
                            : $"The processes of {who} are stopped (state T): they take no more connections until somebody lets them go on.",
                        Evidence = [new FindingEvidence("kernel", $"{who}: {(isMasterStopped ? "the master and " : string.Empty)}{stopped.Length} of {workers.Length} workers stopped, {hanging.Length} in the kernel", Time: service.Time)],
                        Remedies = hanging.Length > 0 ? [new Remedy("See what does not answer: a disk, an NFS server.", "dmesg --level=err,warn | tail")] : [SocketRemedies.Continue(waiting)],
                    },
                    Now(context, endpoint?.Showing(Symptom.ResponseTimedOut, Symptom.BacklogFull, Symptom.ConnectTimedOut) ?? []));
            }
        }
    }

    // Since when they stand still nobody knows: what came minutes before was of something else.
    private static ErrorEvidence[] Now(DiagnosisContext context, IReadOnlyList<ErrorEvidence> errors)
    {
        ErrorEvidence[] last = ErrorEpisode.Latest([.. errors], OneWait);
        return last.Max(error => error.Last) >= context.Snapshot.Time - (2 * OneWait) ? last : [];
    }

    // Whoever traces a worker holds it up for a moment, again and again: that one works.
    private static Finding? Some(DiagnosedEndpoint endpoint)
    {
        FpmWorkerStatus[] workers = endpoint.Status?.Workers ?? [];
        int[] stopped = [.. workers.Where(worker => worker.KernelState == ProcessState.Stopped).Select(worker => worker.ProcessId)];
        return stopped.Length == 0 ? null : new Finding
        {
            Cause = Cause.FpmStuck,
            Severity = Severity.Warning,
            Confidence = Confidence.Certain,
            ConfidenceReason = "The kernel tells the state of each process.",
            IsPresent = true,
            Endpoint = endpoint.Endpoint,
            Pool = endpoint.Pool?.Pool,
            ConfigurationPath = endpoint.Pool?.ConfigurationPath,
            Servers = endpoint.Servers,
            Explanation = $"{stopped.Length} of {CountText.Of(workers.Length, "worker")} of pool {endpoint.Pool?.Pool} {(stopped.Length == 1 ? "is" : "are")} stopped (state T): whoever is served by {(stopped.Length == 1 ? "it" : "them")} waits until somebody lets {(stopped.Length == 1 ? "it" : "them")} go on, and the others take what comes.",
            Evidence = [new FindingEvidence("kernel", $"pool {endpoint.Pool?.Pool}: {string.Join(", ", stopped)} stopped", Time: endpoint.Status!.Time)],
            Remedies = [SocketRemedies.Continue(stopped)],
        };
    }

    private static bool IsStill(IReadOnlyCollection<DiagnosedEndpoint> endpoints)
    {
        FpmWorkerStatus[] workers = [.. endpoints.SelectMany(endpoint => endpoint.Status?.Workers ?? [])];
        return workers.Length > 0 && (workers.All(IsStopped) || workers.All(IsHanging));
    }

    private static bool IsStopped(FpmWorkerStatus worker) => worker.KernelState is ProcessState.Stopped or ProcessState.Traced;

    private static bool IsHanging(FpmWorkerStatus worker) => worker.KernelState == ProcessState.DiskSleep;
}
