using System.Net;

namespace Nginx502.Diagnosis;

/// <summary>All workers of a pool are busy: they wait for something slow, for one session, or are simply too few.</summary>
internal sealed class BusyPoolRule : IDiagnosisRule
{
    // The look itself asks for the pool's ping and for its status page, and both may wait for a moment.
    private const int OwnQuestions = 2;

    private static readonly Symptom[] Symptoms = [Symptom.BacklogFull, Symptom.ResponseTimedOut, Symptom.ConnectTimedOut];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint.Status is not null && IsBusy(endpoint) && !IsStuck(endpoint.Status) && !KeepaliveStarvesRule.IsHeld(endpoint) && !ReloadInProgress.Of(context, endpoint) && Waits(context, endpoint)))
        {
            FpmPoolStatus status = endpoint.Status!;
            FpmActivityCount? main = status.Activities.MaxBy(activity => activity.Count);
            int busy = Math.Max(status.ActiveProcesses ?? 0, 1);
            Cause cause = Share(status, FpmWorkerWait.SessionLock) * 2 > busy ? Cause.SessionLockPileUp
                : Share(status, FpmWorkerWait.Network) * 2 > busy ? Cause.SlowBackend
                : Cause.PoolExhausted;
            bool isOfItself = cause == Cause.SlowBackend && status.Activities.Where(activity => activity.Wait == FpmWorkerWait.Network && IsOwnSite(context, activity.WaitsFor)).Sum(activity => activity.Count) * 2 > busy;
            bool isQueueFull = status is { ListenQueue: { } queue, ListenQueueLimit: { } limit } && queue >= limit;
            string does = main is null ? string.Empty : $"; {main.Count} of them: {main.Activity}{(main.WaitsFor is { } what ? $" ({what})" : string.Empty)}";
            var finding = new Finding
            {
                Cause = cause,
                Severity = isQueueFull || endpoint.IsFailing ? Severity.Error : Severity.Warning,
                Confidence = Confidence.Certain,
                ConfidenceReason = "The kernel tells what each worker does, and how many wait.",
                IsPresent = true,
                Status = isQueueFull ? 502 : 504,
                Endpoint = endpoint.Endpoint,
                Pool = status.Pool,
                ConfigurationPath = status.ConfigurationPath,
                Servers = endpoint.Servers,
                Explanation = Explain(cause, status, isOfItself),
                Evidence = [new FindingEvidence("kernel", $"pool {status.Pool}: {status.ActiveProcesses} of {status.MaxChildren} workers busy, {CountText.Of(status.ListenQueue ?? 0, "visitor")} {(status.ListenQueue == 1 ? "waits" : "wait")}{(status.ListenQueueLimit is { } room ? $" (room for {room})" : string.Empty)}{does}", Time: status.Time)],
                Remedies = isOfItself ? OfItself(context, endpoint) : Remedies(context, cause, endpoint),
            };
            IReadOnlyList<ErrorEvidence> errors = endpoint.Showing(Symptoms);
            finding = FindingText.WithErrors(finding, context.GoesOn(errors, context.LoadedAt(endpoint)) ? errors : []);
            yield return FindingText.WithEvents(finding, [.. context.TellingOf(endpoint.Pool?.MasterConfigurationPath, FpmLogEvent.MaxChildrenReached).Where(reached => reached.Pool == status.Pool)]);
        }
    }

    // All at work and nobody waiting is a pool that is well used; where somebody waits for long, our ping fails too.
    private static bool Waits(DiagnosisContext context, DiagnosedEndpoint endpoint) =>
        endpoint.IsFailing || endpoint.Status!.ListenQueue > OwnQuestions || context.GoesOn(endpoint.Showing(Symptoms), context.LoadedAt(endpoint));

    // Where all that run are at work and nobody gets an answer, that more may be started is no help yet.
    private static bool IsBusy(DiagnosedEndpoint endpoint) => endpoint.Status is { IsFull: true } status ? IsBusy(status)
        : endpoint is { IsFailing: true, Socket.FailedRung: FpmSocketRungKind.Answers, Status: { IdleProcesses: 0, ActiveProcesses: > 0, ListenQueue: > 0 } };

    private static bool IsBusy(FpmPoolStatus status) => status.ActiveProcesses is null || status.MaxChildren is null || status.ActiveProcesses >= status.MaxChildren || status.ListenQueue > OwnQuestions;

    private static bool IsStuck(FpmPoolStatus status) => status.Workers.Length > 0 && status.Workers.All(worker => worker.KernelState is ProcessState.Stopped or ProcessState.Traced);

    private static int Share(FpmPoolStatus status, FpmWorkerWait wait) => status.Activities.Where(activity => activity.Wait == wait).Sum(activity => activity.Count);

    private static string Explain(Cause cause, FpmPoolStatus status, bool isOfItself) => cause switch
    {
        Cause.SessionLockPileUp => $"All workers of pool {status.Pool} are busy, and most wait for the session of one visitor. More workers would only wait too.",
        Cause.SlowBackend when isOfItself => $"All workers of pool {status.Pool} are busy, and most wait for a page of this same machine: the application calls its own site, and no worker is left to answer that. More workers only move the limit.",
        Cause.SlowBackend => $"All workers of pool {status.Pool} are busy, and most wait for an answer over the network. More workers would make that slower still.",
        _ when IsComplete(status) && status.MaxChildren == 1 => $"The only worker of pool {status.Pool} is busy, {Waiting(status)}.",
        _ when IsComplete(status) => $"All {status.MaxChildren} workers of pool {status.Pool} are busy, {Waiting(status)}.",
        _ => $"{(status.TotalProcesses == 1 ? "The only worker" : $"All {status.TotalProcesses} workers")} of pool {status.Pool} that {(status.TotalProcesses == 1 ? "runs is" : "run are")} busy, {Waiting(status)}.",
    };

    // At that very moment nobody may have waited.
    private static string Waiting(FpmPoolStatus status) => status.ListenQueue == 0 ? "and whoever comes waits until one is free" : "and new visitors wait in its queue";

    // As many run as its file says; of a file that is not loaded that is not known.
    private static bool IsComplete(FpmPoolStatus status) => status.IsFull == true && !(status.TotalProcesses < status.MaxChildren);

    // nginx of this machine has the port that they ask: 127.0.0.1:80.
    private static bool IsOwnSite(DiagnosisContext context, string? waitsFor) => FpmEndpoint.TryParse(waitsFor, out FpmEndpoint? asked) && !asked.IsUnixSocket
        && (asked.Host is { } host && (context.Snapshot.Configuration.LocalAddresses.Contains(host) || IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address)))
        && context.Snapshot.Configuration.Upstreams.SelectMany(upstream => upstream.Listen).Any(listen => listen == $"{asked.Port}" || listen.EndsWith($":{asked.Port}", StringComparison.Ordinal));

    private static Remedy[] OfItself(DiagnosisContext context, DiagnosedEndpoint endpoint) =>
    [
        new Remedy("See which script does it, and let it call its code directly, or at another pool: in WordPress wp-cron (DISABLE_WP_CRON, with a job of cron) and what asks its own REST API.", TuningText.ShowWorkers(context, endpoint.Pool)),
        EndRequests(endpoint),
    ];

    private static Remedy[] Remedies(DiagnosisContext context, Cause cause, DiagnosedEndpoint endpoint) => cause switch
    {
        Cause.SessionLockPileUp => [new Remedy("Let the application end its session early (session_write_close) where a request takes long."), EndRequests(endpoint)],
        Cause.SlowBackend => [new Remedy("Find out what is slow, and give the application a time limit for it.", TuningText.ShowWorkers(context, endpoint.Pool)), EndRequests(endpoint)],
        _ => OfFullPool(context, endpoint),
    };

    // A number of workers is set once: by what is known now, else by what a measurement says.
    private static Remedy[] OfFullPool(DiagnosisContext context, DiagnosedEndpoint endpoint)
    {
        Remedy? some = TuningText.SomeMoreWorkers(context, endpoint.Pool!);
        Remedy? all = TuningText.MoreWorkers(context, endpoint.Pool!);
        Remedy last = all ?? EndRequests(endpoint, Compute(endpoint.Status!)
            ? "They compute, and more workers would share the same processors."
            : "Most of them wait for something else, which more workers may make slower still: pm.max_children is to be raised only where that bears it.");
        return [new Remedy("See what the workers do.", TuningText.ShowWorkers(context, endpoint.Pool)), .. some is null ? (Remedy[])[last] : all is null ? [some, last] : [some]];
    }

    private static bool Compute(FpmPoolStatus status) => Share(status, FpmWorkerWait.Processor) * 2 > Math.Max(status.ActiveProcesses ?? 0, 1);

    private static Remedy EndRequests(DiagnosedEndpoint endpoint, string beforehand = "More workers would not help.") => new(
        $"{beforehand} Where these requests hang for good, end them with a reload, which starts fresh workers; whoever waits for one of them gets a 502.",
        endpoint.Service is { } service ? $"Restart-GatewayService {PasteText.PowerShellArgument(service.Name)} -Reload" : null,
        ChangeApplies.FpmReload,
        Disruptions.FpmReload);
}
