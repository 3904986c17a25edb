namespace Nginx502;

/// <summary>Something that is to be known about a measurement. Its texts are safe to show.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What was seen, a sentence.</param>
/// <param name="Remedy">What to do, a sentence.</param>
public sealed record FpmMemoryRemark(FpmMemoryRemarkKind Kind, string Text, string Remedy)
{
    /// <summary>True when the figures cannot be relied on.</summary>
    public bool MakesUncertain => Kind is FpmMemoryRemarkKind.NotRunning or FpmMemoryRemarkKind.NoWorkers or FpmMemoryRemarkKind.FewWorkers
        or FpmMemoryRemarkKind.NewWorkers or FpmMemoryRemarkKind.Estimated or FpmMemoryRemarkKind.LimitNotSeen;

    /// <summary>True when more workers would not answer more requests.</summary>
    public bool MakesMoreUseless => Kind is FpmMemoryRemarkKind.ProcessorBound or FpmMemoryRemarkKind.Throttled
        or FpmMemoryRemarkKind.SlowBackend or FpmMemoryRemarkKind.LockedOut or FpmMemoryRemarkKind.Stopped;

    /// <summary>Both in one line.</summary>
    public override string ToString() => $"{Text} {Remedy}";
}
