using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Reads the control groups of masters, twice where there is time between.</summary>
internal static class ServiceGroupReader
{
    /// <summary>The groups of each master, in their order.</summary>
    public static IReadOnlyList<ControlGroupLimits> Read(IReadOnlyList<GatewayMaster> masters)
    {
        var reader = ControlGroupReader.OfThisMachine();
        return [.. masters.Select(master => reader.Read(master.ProcessId))];
    }

    /// <summary>Both looks together; masters that share their groups, as bare ones do, are one.</summary>
    public static ServiceGroup[] Join(IReadOnlyList<GatewayMaster> masters, IReadOnlyList<ControlGroupLimits> now, IReadOnlyList<ControlGroupLimits>? earlier) =>
    [
        .. masters.Select((master, at) => Join(master, now[at], earlier?[at]))
            .DistinctBy(group => string.Join(' ', group.Limits.Memory.Select(memory => memory.Path).Concat(group.Limits.Processes.Select(processes => processes.Path)).Concat(group.Limits.Processor.Select(processor => processor.Path)))),
    ];

    private static ServiceGroup Join(GatewayMaster master, ControlGroupLimits now, ControlGroupLimits? earlier)
    {
        ControlGroupProcessor? processor = now.TightestProcessor;
        ControlGroupProcessor? before = earlier?.Processor.FirstOrDefault(group => group.Path == processor?.Path);
        ControlGroupMemory? memory = now.Memory.Length > 0 ? now.Memory[0] : null;
        ControlGroupMemory? memoryBefore = earlier?.Memory.FirstOrDefault(group => group.Path == memory?.Path);
        return new ServiceGroup(
            master.Program,
            master.ConfigurationPath,
            now,
            processor?.Periods - before?.Periods,
            processor?.ThrottledPeriods - before?.ThrottledPeriods,
            memory?.OutOfMemoryKills - memoryBefore?.OutOfMemoryKills);
    }
}
