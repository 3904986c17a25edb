using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// Makes a running nginx read its configuration again: SIGHUP to the master, which starts new workers and lets the old ones finish what they
/// are at, or goes on with the old configuration when it refuses the new one (nginx: src/os/unix/ngx_process_cycle.c).
/// </summary>
/// <param name="master">The master.</param>
/// <param name="errorLogPath">Where it says why it refuses; null when that is not known.</param>
internal sealed class NginxReload(NginxMaster master, string? errorLogPath) : IChangeActivation
{
    private const string ShuttingDown = "nginx: worker process is shutting down";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private ProcessEntry[] _before = [];

    /// <inheritdoc/>
    public string Name => $"reload of nginx (process {master.ProcessId})";

    /// <inheritdoc/>
    public string? Disruption => null;

    /// <inheritdoc/>
    public string? Refuse(IReadOnlyList<StagedFile> files)
    {
        ProcessEntry[] workers = Children();
        int leaving = workers.Count(worker => worker.Title == ShuttingDown);
        int serving = workers.Length - leaving;
        return serving > 0 && leaving >= 2 * serving
            ? $"{leaving} workers of earlier reloads still finish their requests beside {serving} that serve: one more reload would add to them. Wait for them, or set worker_shutdown_timeout."
            : null;
    }

    /// <inheritdoc/>
    public ActivationResult Activate(CancellationToken cancellationToken)
    {
        if (Refuse([]) is { } refusal)
        {
            return new ActivationResult(Succeeded: false, HasActed: false, refusal);
        }

        ProcessEntry[] before = _before = Children();
        using ProcessHandle? handle = ProcessHandle.Open(master.ProcessId, master.StartTicks, out string? problem);
        if (handle is null || !handle.Signal(ProcessSignal.Hangup, out problem))
        {
            return new ActivationResult(Succeeded: false, HasActed: false, problem + ".");
        }

        return Wait.Until(() => HasNewWorkers(before), Limit, Pause, cancellationToken)
            ? new ActivationResult(Succeeded: true)
            : new ActivationResult(
                Succeeded: false,
                HasActed: true,
                handle.HasEnded
                    ? "nginx ended."
                    : $"nginx started no new workers within {Limit.TotalSeconds:0} s: it goes on with the configuration that it had. {(errorLogPath is null ? "Its error log says why." : $"{SafeText.Escape(errorLogPath)} says why.")}");
    }

    /// <summary>
    /// New workers alone serve, which nginx makes only when it took the configuration. The values that they have are told by nobody: what is in
    /// effect is not verified beyond that.
    /// </summary>
    public VerificationResult Verify(CancellationToken cancellationToken) => Wait.Until(() => HasNewWorkers(_before), Limit, Pause, cancellationToken)
        ? new VerificationResult(IsInEffect: null)
        : new VerificationResult(IsInEffect: false, "No workers serve that nginx made since the reload.");

    private bool HasNewWorkers(ProcessEntry[] before)
    {
        ProcessEntry[] now = Children();
        return now.Any(worker => IsServing(worker) && !before.Any(old => IsSame(old, worker)))
            && !now.Any(worker => IsServing(worker) && before.Any(old => IsSame(old, worker)));
    }

    private ProcessEntry[] Children() =>
        [.. ProcessTable.Read(ProcessTable.DefaultRoot).Where(process => process.ParentProcessId == master.ProcessId && process.Title.StartsWith("nginx: worker process", StringComparison.Ordinal))];

    private static bool IsServing(ProcessEntry worker) => worker.Title != ShuttingDown;

    private static bool IsSame(ProcessEntry one, ProcessEntry other) => one.ProcessId == other.ProcessId && one.StartTicks == other.StartTicks;
}
