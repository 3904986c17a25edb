namespace Nginx502.Diagnosis;

/// <summary>Do the workers that each pool may have fit into memory?</summary>
internal sealed class PoolMemoryCheck : IChecklistCheck
{
    private static readonly FpmMemoryRemarkKind[] Troubles = [FpmMemoryRemarkKind.NoRoom, FpmMemoryRemarkKind.TooManyChildren, FpmMemoryRemarkKind.Swapped];

    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Resources;

    /// <inheritdoc/>
    public string Name => "pool memory";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context)
    {
        const string lookedAt = "the memory of each worker, that of the machine and of control groups";
        FpmPool[] running = [.. context.Snapshot.Configuration.Pools.Where(pool => pool.IsRunning)];
        if (running.Length == 0)
        {
            return [context.Item(this, ChecklistStatus.Skipped, "pools", "No pool of php-fpm runs, so that there is nothing to measure.", lookedAt)];
        }

        if (context.Snapshot.Memory is not { } memory)
        {
            return [context.NotSeen(this, "pools", lookedAt, context.GapOf("the memory of workers") ?? new NotSeen("the memory of workers", "it was not looked at", "Run it on the machine itself."))];
        }

        return FpmMemoryMeter.Measure(memory, running).Select(measured => ItemOf(context, measured));
    }

    private ChecklistItem ItemOf(ChecklistContext context, FpmMemoryMeasurement measured)
    {
        FpmMemoryRemark? trouble = measured.Remarks.FirstOrDefault(remark => Troubles.Contains(remark.Kind));
        string doubt = measured.UncertainReason is { } reason ? $" Not certain: {reason}" : string.Empty;
        string fits = measured.RecommendedMaxChildren is not null && measured.MaxChildren > 0
            ? $"All {measured.MaxChildren} that it may have fit, with {CountText.Of(measured.WorkerCount, "worker")} now."
            : "It was not measured.";
        return context.Item(
            this,
            trouble is null ? measured.RecommendedMaxChildren is null && !measured.IsUncertain ? ChecklistStatus.NotSeen : ChecklistStatus.Passed : ChecklistStatus.Warning,
            $"pool {measured.Pool}",
            (trouble?.Text ?? fits) + doubt,
            $"{CountText.Of(measured.WorkerCount, "worker")}, {measured.LimitedBy ?? "no limit"}",
            trouble is null ? [] : [new Remedy(trouble.Remedy, $"Measure-FpmMemory {PasteText.PowerShellArgument(measured.Pool)}")]) with
        {
            Pool = measured.Pool,
            ConfigurationPath = measured.ConfigurationPath,
        };
    }
}
