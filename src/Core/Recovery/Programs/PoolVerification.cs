using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// Asks the kernel whether a php-fpm that was reloaded has what its files say: every pool is reached where it listens, one with <c>pm = static</c> has
/// as many workers as it should, a changed <c>listen.backlog</c> is the length of its queue. What neither the kernel nor the processes tell, as
/// time limits and the values of PHP, is not verified.
/// </summary>
/// <param name="configuration">The configuration that it took.</param>
/// <param name="settings">What was changed of it.</param>
/// <param name="unreached">The addresses that led nowhere before the reload already: a reload makes no deleted socket file anew.</param>
internal sealed class PoolVerification(FpmConfiguration configuration, IReadOnlyList<SettingChange> settings, IReadOnlySet<string> unreached)
{
    private const string Backlog = "listen.backlog";

    private readonly List<string> _gaps = [];
    private bool _isAllTold = settings.Count > 0;

    // Together they may have fewer workers than each is to have alone then.
    private bool HasCommonLimit => configuration.GlobalSettings.FirstOrDefault(setting => setting.Name == "process.max")?.Value is not (null or "" or "0");

    /// <summary>The addresses of pools that lead nowhere.</summary>
    public static HashSet<string> Unreached(IReadOnlyList<FpmPool> pools, PoolSockets sockets) =>
        [.. pools.Where(pool => pool.Endpoint is not null && sockets.Find(pool) is null).Select(pool => pool.Endpoint!.ToString())];

    /// <summary>The pools that have another number of workers than they are to have.</summary>
    /// <param name="workers">How many workers each pool has.</param>
    public IReadOnlyList<string> WithOtherWorkers(IReadOnlyDictionary<string, int> workers) =>
    [
        .. configuration.Pools.Where(HasFixedWorkers).Where(pool => workers.GetValueOrDefault(pool.Pool) != pool.MaxChildren)
            .Select(pool => $"Pool {pool.Pool} has {workers.GetValueOrDefault(pool.Pool)} workers, and is to have {pool.MaxChildren}."),
    ];

    /// <summary>What the kernel says.</summary>
    /// <param name="sockets">The sockets of php-fpm.</param>
    /// <param name="mostQueued">net.core.somaxconn; null when it is not told.</param>
    public VerificationResult Judge(PoolSockets sockets, int? mostQueued)
    {
        var problems = new List<string>();
        foreach (FpmPool pool in configuration.Pools.Where(pool => pool.Endpoint is not null))
        {
            if (sockets.Find(pool) is { } socket)
            {
                JudgeQueue(pool, socket, mostQueued);
            }
            else if (unreached.Contains(pool.Endpoint!.ToString()))
            {
                _gaps.Add($"Pool {pool.Pool} was not reached on {pool.Endpoint} before, and is not now: a reload does not make a deleted socket file anew. Restart php-fpm.");
            }
            else
            {
                problems.Add($"{pool.Endpoint} (pool {pool.Pool})");
            }
        }

        if (problems.Count > 0)
        {
            return new VerificationResult(IsInEffect: false, $"php-fpm does not listen on {string.Join(", ", problems)}.");
        }

        bool isTold = _isAllTold && settings.All(IsTold) && _gaps.Count == 0;
        return new VerificationResult(isTold ? true : null, _gaps.Count == 0 ? null : string.Join(' ', _gaps));
    }

    private void JudgeQueue(FpmPool pool, ListeningSocket socket, int? mostQueued)
    {
        if (settings.Any(setting => setting.Name == Backlog && IsOf(setting, pool)))
        {
            // One that is taken along keeps the queue that it has until a restart: that is no failure.
            long? wanted = pool.ListenBacklog < 0 ? mostQueued : Math.Min(pool.ListenBacklog, mostQueued ?? 0);
            _isAllTold &= mostQueued is not null && socket.QueueLimit == wanted;
        }
    }

    private bool IsTold(SettingChange setting) => setting.Name switch
    {
        "listen" => true,
        Backlog => _isAllTold,
        "pm" or "pm.max_children" => configuration.Pools.Any(pool => IsOf(setting, pool) && HasFixedWorkers(pool)),
        _ => false,
    };

    private bool HasFixedWorkers(FpmPool pool) => pool.ProcessManager == FpmProcessManager.Static && !HasCommonLimit;

    private static bool IsOf(SettingChange setting, FpmPool pool) => setting.Scope == $"pool {pool.Pool}";
}
