namespace Nginx502;

/// <summary>
/// The control groups that a process is in: for each resource its own group first, then every one above it, since the limits of all of them
/// hold. The outermost group of a machine has no limits and is left out.
/// </summary>
/// <param name="Memory">Those that count memory.</param>
/// <param name="Processor">Those that count processor time.</param>
/// <param name="Processes">Those that count processes.</param>
/// <param name="NotSeen">What could not be looked at.</param>
public sealed record ControlGroupLimits(
    ControlGroupMemory[] Memory, ControlGroupProcessor[] Processor, ControlGroupProcesses[] Processes, NotSeen[] NotSeen)
{
    /// <summary>No group: nothing is limited.</summary>
    public static ControlGroupLimits None { get; } = new([], [], [], []);

    /// <summary>The group that leaves the least memory; null where none limits it.</summary>
    public ControlGroupMemory? TightestMemory => Memory.Where(group => group.Available is not null).MinBy(group => group.Available);

    /// <summary>The group that gives the fewest processors; null where none limits them.</summary>
    public ControlGroupProcessor? TightestProcessor => Processor.Where(group => group.Processors is not null).MinBy(group => group.Processors);
}
