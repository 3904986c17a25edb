using System.Globalization;
using System.Security.Cryptography;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// Makes a running php-fpm read its configuration again: SIGUSR2 to the master, which stops all workers, runs itself anew and takes its
/// listening sockets along (php-src: sapi/fpm/fpm/fpm_process_ctl.c, fpm_sockets.c). A configuration that it refuses then ends it and
/// every site with it: never without a check before.
/// </summary>
internal sealed class FpmReload : IChangeActivation
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly FpmReading _reading;
    private readonly FpmConfiguration _before;
    private readonly SettingChange[] _settings;
    private FpmMaster _master;
    private FpmConfiguration _after;
    private HashSet<string> _unreached = [];

    /// <summary>A reload that is not done yet.</summary>
    /// <param name="reading">A php-fpm that runs, with the configuration that it has.</param>
    /// <param name="settings">What is changed of it.</param>
    public FpmReload(FpmReading reading, IReadOnlyList<SettingChange> settings)
    {
        (_reading, _before, _after) = (reading, reading.Configuration, reading.Configuration);
        _master = reading.Instance.Master ?? throw new ArgumentException("It does not run.", nameof(reading));
        _settings = [.. settings.Where(setting => setting.Applies is ChangeApplies.FpmReload or ChangeApplies.FpmRestart)];
    }

    /// <inheritdoc/>
    public string Name => $"reload of php-fpm (process {_master.ProcessId})";

    /// <inheritdoc/>
    public string? Disruption
    {
        get
        {
            string pools = string.Join(", ", _before.Pools.Select(pool => pool.Pool));
            TimeSpan patience = Patience;
            return patience > TimeSpan.Zero
                ? $"All pools of this php-fpm ({pools}) take no new request until the running ones are over, for at most {patience.TotalSeconds:0} s; opcache is emptied."
                : $"All pools of this php-fpm ({pools}) are stopped and started: running requests end with a 502, since process_control_timeout is 0; opcache is emptied.";
        }
    }

    private TimeSpan Patience => _before.Pools.Select(pool => pool.ProcessControlTimeout).DefaultIfEmpty().Max();

    private string NotRunning => $"No php-fpm runs with {SafeText.Escape(_before.Path)}: start it.";

    /// <inheritdoc/>
    public string? Refuse(IReadOnlyList<StagedFile> files) =>
        Find() is { } running ? TakenAddresses.Explain(StagedReading.Of(_reading, files).Configuration.Pools, running.ProcessId) : NotRunning;

    /// <inheritdoc/>
    public ActivationResult Activate(CancellationToken cancellationToken)
    {
        if (Find() is not { } running)
        {
            return new ActivationResult(Succeeded: false, HasActed: false, NotRunning);
        }

        // What it is about to read: the new files, or the old ones that were put back. Their pools are waited for.
        _after = StagedReading.Of(_reading, []).Configuration;
        if (TakenAddresses.Explain(_after.Pools, running.ProcessId) is { } taken)
        {
            return new ActivationResult(Succeeded: false, HasActed: false, taken);
        }

        _unreached = PoolVerification.Unreached(_before.Pools, PoolSockets.Read(_reading.Instance.Files, running.ProcessId, out _));
        using ProcessHandle? handle = ProcessHandle.Open(running.ProcessId, running.StartTicks, out string? problem);
        byte[] image = ImageOf(running.ProcessId);
        HashSet<int> workers = WorkersOf(running);
        if (handle is null || !handle.Signal(ProcessSignal.User2, out problem))
        {
            return new ActivationResult(Succeeded: false, HasActed: false, problem + ".");
        }

        // A master that is a daemon gets another number; one in the foreground keeps its own and loads its program anew.
        bool isBack = Wait.Until(
            () => Find() is { } now && (now.ProcessId != running.ProcessId || IsNew(now, image, workers)) && HasWorkers(now),
            Patience + Grace,
            Pause,
            cancellationToken);
        if (isBack)
        {
            return new ActivationResult(Succeeded: true);
        }

        string log = _after.GlobalSettings.FirstOrDefault(setting => setting.Name == "error_log")?.Value ?? "its error log";
        return new ActivationResult(
            Succeeded: false,
            HasActed: true,
            Find() is null
                ? $"php-fpm ended and did not come back; {log} and the journal say why. Start it."
                : $"php-fpm did not come back with all its pools within {(Patience + Grace).TotalSeconds:0} s; {log} says why.");
    }

    /// <inheritdoc/>
    public VerificationResult Verify(CancellationToken cancellationToken)
    {
        PoolSockets sockets = PoolSockets.Read(_reading.Instance.Files, _master.ProcessId, out IReadOnlyList<NotSeen> notSeen);
        if (notSeen.Count > 0)
        {
            return new VerificationResult(IsInEffect: null, notSeen[0].ToString());
        }

        var verification = new PoolVerification(_after, _settings, _unreached);
        VerificationResult judged = verification.Judge(sockets, ListeningSockets.MaximumBacklog());
        if (judged.IsInEffect == false)
        {
            return judged;
        }

        // A worker shows its pool a moment after it was made.
        IReadOnlyList<string> others = [];
        if (!Wait.Until(() => (others = verification.WithOtherWorkers(WorkersByPool())).Count == 0, Grace, Pause, cancellationToken))
        {
            return new VerificationResult(IsInEffect: false, string.Join(' ', others));
        }

        // Whose workers are all busy again does not answer, and what was changed is no worse for it: to take it back would stop all pools once more.
        return PoolAnswers.AwaitReloaded(_reading, _unreached, cancellationToken) is { } silent
            ? new VerificationResult(IsInEffect: null, $"It was reloaded, and {silent} All of its workers may be busy: Get-FpmStatus tells.")
            : _settings.Length == 0 && judged.Problem is null ? new VerificationResult(IsInEffect: true)
            : judged;
    }

    private ProcessEntry? Find()
    {
        RunningMaster? found = FpmMasters.OfThisMachine.FindAll().FirstOrDefault(running =>
            running.Process.ProcessId == _master.ProcessId || (running.IsTrusted && !running.IsElsewhere && FpmMasters.ConfigurationPathOf(running.Process) == _master.ConfigurationPath));
        if (found is not null)
        {
            _master = _master with { ProcessId = found.Process.ProcessId, StartTicks = found.Process.StartTicks };
        }

        return found?.Process;
    }

    // Pools that make workers for requests only have none yet.
    private bool HasWorkers(ProcessEntry now)
    {
        HashSet<string> pools = [.. FpmMasters.OfThisMachine.Workers(now).Select(PoolOf)];
        return _after.Pools.Where(pool => pool.ProcessManager != FpmProcessManager.OnDemand).All(pool => pools.Contains(pool.Pool));
    }

    private Dictionary<string, int> WorkersByPool() => Find() is { } now
        ? FpmMasters.OfThisMachine.Workers(now).GroupBy(PoolOf, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal)
        : [];

    private static string PoolOf(ProcessEntry worker) => SafeText.Escape(worker.Title[FpmMasters.WorkerTitle.Length..]);

    private static HashSet<int> WorkersOf(ProcessEntry process) => [.. FpmMasters.OfThisMachine.Workers(process).Select(worker => worker.ProcessId)];

    // Where that may not be seen, the workers tell: none of them lives through a reload.
    private static bool IsNew(ProcessEntry now, byte[] image, HashSet<int> workers) =>
        image.Length > 0 ? !image.AsSpan().SequenceEqual(ImageOf(now.ProcessId)) : !WorkersOf(now).Overlaps(workers);

    // Where the kernel put the program this time (man 5 proc, auxv): another place after each execve.
    private static byte[] ImageOf(int processId)
    {
        try
        {
            return SHA256.HashData(File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"{ProcessTable.DefaultRoot}/{processId}/auxv")));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
