using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>Has each pool a free worker, or may it start another?</summary>
internal sealed class ProcessCountCheck : IChecklistCheck
{
    private static readonly Cause[] Causes = [Cause.PoolExhausted, Cause.SlowBackend, Cause.SessionLockPileUp];

    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Resources;

    /// <inheritdoc/>
    public string Name => "process count";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context)
    {
        const string lookedAt = "the workers of each pool, pm.max_children and who waits";
        FpmPoolStatus[] running = [.. context.Snapshot.Pools.Where(pool => pool.ProcessId is not null)];
        return running.Length > 0 ? running.Select(pool => ItemOf(context, pool))
            : context.GapOf("what the pools do") is { } gap ? [context.NotSeen(this, "pools", lookedAt, gap)]
            : [context.Item(this, ChecklistStatus.Skipped, "pools", "No pool of php-fpm runs, so that there is nothing to count.", lookedAt)];
    }

    private ChecklistItem ItemOf(ChecklistContext context, FpmPoolStatus pool)
    {
        string numbers = string.Create(CultureInfo.InvariantCulture, $"{Number(pool.ActiveProcesses)} of {Number(pool.TotalProcesses)} workers busy, pm.max_children {Number(pool.MaxChildren)}, {Number(pool.ListenQueue)} waiting.");
        string reached = pool.MaxChildrenReached > 0 ? string.Create(CultureInfo.InvariantCulture, $" It had none left {CountText.Times(pool.MaxChildrenReached!.Value)} since its start.") : string.Empty;
        string lookedAt = pool.Source == FpmStatusSource.StatusPage ? "its status page, the kernel's queue" : "its processes, the kernel's queue";
        Finding? finding = pool.IsFull == true ? context.Present.FirstOrDefault(found => Causes.Contains(found.Cause) && found.Pool == pool.Pool && found.ConfigurationPath == pool.ConfigurationPath) : null;
        ChecklistItem item = (pool.IsFull, finding) switch
        {
            (true, not null) => context.Item(this, ChecklistText.StatusOf(finding.Severity), string.Empty, $"{finding.Explanation} {numbers}", lookedAt, finding.Remedies),
            (true, null) => context.Item(this, ChecklistStatus.Warning, string.Empty, $"No worker is free. {numbers}", lookedAt, new Remedy("See what the workers do.", $"Get-FpmStatus {PasteText.PowerShellArgument(pool.Pool)} -Full")),
            (false, _) => context.Item(this, ChecklistStatus.Passed, string.Empty, numbers + reached, lookedAt),
            _ => context.NotSeen(this, string.Empty, lookedAt, pool.NotSeen.FirstOrDefault() ?? new NotSeen("what its workers do", "only root sees it where there is no status page", "Run it as root.")),
        };
        return item with { Subject = $"pool {pool.Pool}", Endpoint = pool.Endpoint, Pool = pool.Pool, ConfigurationPath = pool.ConfigurationPath };
    }

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "?";
}
